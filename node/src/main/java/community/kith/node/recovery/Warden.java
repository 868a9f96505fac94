package community.kith.node.recovery;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.community.recovery.Petition;
import community.kith.community.recovery.Petitions;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.RecoveryRefusal;
import community.kith.community.recovery.RecoveryRequest;
import community.kith.community.recovery.SealedShare;
import community.kith.community.recovery.Share;
import community.kith.node.event.EventFeed;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The guardian's side: keeps shares, hears requests, and gives a share out when its person approved and the wait is
/// over. Whatever it keeps is durable before it says so.
final class Warden {
    /// How many choices of guardians one owner may have here at a time.
    private static final int MAX_POLICIES = Answer.MAX_SHARES;
    /// What a friend who is no guardian would wait; nothing comes of it.
    private static final Duration NO_WAIT = Duration.ofDays(1);
    /// Requests are remembered for some time after they ended, so that none can be made twice.
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Me me;
    private final People people;
    private final WardBook book;
    private final EventFeed feed;
    private final Chance chance;

    Warden(Me me, People people, WardBook book, EventFeed feed, Chance chance) {
        this.me = me;
        this.people = people;
        this.book = book;
        this.feed = feed;
        this.chance = chance;
    }

    /// What a device that is connected may know.
    Answer answer(Question question, PeerId peer) throws IOException {
        return switch (question) {
            case Question.Entrust entrust ->
                entrust.by().passport().equals(entrust.policy().did())
                        ? forOwner(entrust.by(), peer, () -> entrust(entrust))
                        : no("this is the choice of another person than you");
            case Question.Settle settle ->
                settle.by().passport().equals(settle.policy().did())
                        ? forOwner(settle.by(), peer, () -> settle(settle.policy()))
                        : no("this is the choice of another person than you");
            case Question.Drill drill -> forOwner(drill.by(), peer, () -> drill(drill));
            case Question.Watch watch ->
                forOwner(
                        watch.by(), peer, () -> new Answer.Asked(open(watch.by().passport())));
            case Question.Tell tell -> told(tell);
            case Question.Recover recover -> recover(recover.request(), peer);
        };
    }

    @FunctionalInterface
    private interface Answering {
        Answer answer() throws IOException;
    }

    private Answer forOwner(Delegation by, PeerId peer, Answering answering) throws IOException {
        Verdict verdict = by.verify(now())
                .and(() -> Verdict.when(
                        by.device().equals(peer), () -> "you are another device than the one you speak for"))
                .and(() -> Verdict.when(knows(by.passport()), () -> "you and " + me.name() + " have no bond"));
        return verdict instanceof Verdict.Refused refused ? no(refused.reason()) : answering.answer();
    }

    private boolean knows(Did passport) {
        try {
            return passport.equals(me.did()) || people.person(passport).isPresent();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Answer entrust(Question.Entrust entrust) throws IOException {
        RecoveryPolicy policy = entrust.policy();
        if (policy.verify(now()) instanceof Verdict.Refused refused) {
            return no(refused.reason());
        }
        if (me.root().isEmpty()) {
            return no("this device cannot open a share: the passport's key of " + me.name() + " is on another");
        }
        if (SealedShare.openAsGuardian(policy, me.root().get(), entrust.share()).isEmpty()) {
            return no("this is not the share that the policy gives to " + me.name());
        }
        return book.transaction(() -> {
            List<WardBook.Ward> known = book.of(policy.did());
            Optional<RecoveryPolicy> newest =
                    known.stream().map(WardBook.Ward::policy).findFirst();
            if (newest.isPresent() && newest.get().counter() > policy.counter()) {
                return no("a later choice of guardians is here");
            }
            if (newest.isPresent()
                    && newest.get().counter() == policy.counter()
                    && !newest.get().id().equals(policy.id())) {
                return no("another choice of guardians with the same number is here");
            }
            if (known.size() >= MAX_POLICIES && newest.orElseThrow().counter() < policy.counter()) {
                return no("earlier choices of guardians are not settled yet");
            }
            book.keep(new WardBook.Ward(policy, Optional.of(entrust.share()), entrust.contacts(), now()));
            feed.publish(
                    "recovery",
                    policy.did().toString(),
                    "you keep a share for " + policy.passport().name());
            return new Answer.Done();
        });
    }

    private Answer settle(RecoveryPolicy policy) throws IOException {
        if (policy.verify(now()) instanceof Verdict.Refused refused) {
            return no(refused.reason());
        }
        return book.transaction(() -> {
            List<WardBook.Ward> known = book.of(policy.did());
            if (!known.isEmpty() && policy.number(me.did()).isEmpty()) {
                // Kept without a share, so that no older choice can come back.
                book.keep(new WardBook.Ward(policy, Optional.empty(), List.of(), now()));
            }
            book.forgetBefore(policy);
            return new Answer.Done();
        });
    }

    private Answer drill(Question.Drill drill) throws IOException {
        Optional<WardBook.Ward> ward = book.of(drill.by().passport()).stream()
                .filter(each -> each.policy().id().equals(drill.policy()))
                .findFirst();
        Optional<Share> share = ward.flatMap(this::opened);
        if (share.isEmpty()) {
            return no(me.name() + " has no share of this choice of guardians");
        }
        book.contacts(ward.get().policy(), drill.contacts());
        return new Answer.Proof(share.get().answer(ward.get().policy(), drill.nonce()));
    }

    private Optional<Share> opened(WardBook.Ward ward) {
        Optional<SigningKey> root = me.root();
        return root.isPresent() && ward.share().isPresent()
                ? SealedShare.openAsGuardian(
                        ward.policy(), root.get(), ward.share().get())
                : Optional.empty();
    }

    private List<RecoveryRequest> open(Did passport) throws IOException {
        Instant now = now();
        return book.petitions().stream()
                .filter(each -> each.request().passport().equals(passport))
                .filter(each -> each.end().isEmpty() && now.isBefore(each.expires()))
                .map(Petition::request)
                .toList();
    }

    /// Somebody passes on what they heard. The signatures make it all the same who.
    private Answer told(Question.Tell tell) throws IOException {
        return book.transaction(() -> {
            Answer heard = hear(tell.request());
            if (heard instanceof Answer.Done && tell.refusal().isPresent()) {
                RecoveryRefusal refusal = tell.refusal().get();
                return refusal.verify(tell.request(), now()) instanceof Verdict.Refused refused
                        ? no(refused.reason())
                        : veto(tell.request().id(), refusal);
            }
            return heard;
        });
    }

    private Answer veto(Cid id, RecoveryRefusal refusal) throws IOException {
        Petition petition = book.petition(id).orElseThrow();
        if (!petition.end().equals(Optional.of(Petition.End.BY_OWNER))) {
            book.keep(petition.end(Petition.End.BY_OWNER));
            book.keep(refusal);
            feed.publish(
                    "recovery",
                    petition.request().passport().toString(),
                    "a device of its owner refused a request to recover a passport");
        }
        return new Answer.Done();
    }

    /// What a device of mine says of a request about me.
    void refuse(RecoveryRefusal refusal) throws IOException {
        book.transaction(() -> veto(refusal.request(), refusal));
    }

    /// Takes a request in, unless there are too many; done also when it was known.
    private Answer hear(RecoveryRequest request) throws IOException {
        if (!knows(request.passport())) {
            return no("nobody here knows that passport");
        }
        if (book.petition(request.id()).isPresent()) {
            return new Answer.Done();
        }
        if (Petitions.admit(request, book.petitions(), now()) instanceof Verdict.Refused refused) {
            return no(refused.reason());
        }
        book.keep(Petition.arrived(request, now()));
        feed.publish(
                "recovery",
                request.passport().toString(),
                "somebody asks to recover a passport: kith guardians requests");
        return new Answer.Done();
    }

    private Answer recover(RecoveryRequest request, PeerId peer) throws IOException {
        if (!request.machine().equals(peer)) {
            return no("this request is that of another machine");
        }
        return book.transaction(() -> {
            Answer heard = hear(request);
            return heard instanceof Answer.Done
                    ? standing(book.petition(request.id()).orElseThrow())
                    : heard;
        });
    }

    private Answer standing(Petition petition) throws IOException {
        Duration waiting = waiting(petition.request().passport());
        return switch (petition.standing(waiting, now())) {
            case Petition.Standing.Open open ->
                new Answer.Pending(me.device().delegation(), me.name(), Optional.empty(), List.of());
            case Petition.Standing.Waiting wait ->
                new Answer.Pending(me.device().delegation(), me.name(), Optional.of(wait.until()), others(petition));
            case Petition.Standing.Due due -> give(petition);
            case Petition.Standing.Ended ended ->
                new Answer.No(
                        ended.how() == Petition.End.BY_OWNER
                                ? "a device of the passport's owner refused this request"
                                : me.name() + " refused this request",
                        true);
            case Petition.Standing.Expired expired ->
                new Answer.No("this request is older than 72 hours; make a new one", true);
        };
    }

    private Answer give(Petition petition) throws IOException {
        List<Answer.Part> parts = new ArrayList<>();
        for (WardBook.Ward ward : book.of(petition.request().passport())) {
            opened(ward)
                    .ifPresent(share -> parts.add(new Answer.Part(
                            ward.policy(),
                            SealedShare.forMachine(
                                    ward.policy(), me.did(), petition.request(), share, chance.entropy()))));
        }
        return parts.isEmpty()
                ? no(me.name() + " has no share for this passport")
                : new Answer.Given(me.device().delegation(), me.name(), parts, others(petition));
    }

    /// The longest wait of the policies of which there is a share here.
    Duration waiting(Did passport) throws IOException {
        return book.of(passport).stream()
                .filter(ward -> ward.share().isPresent())
                .map(ward -> ward.policy().waiting())
                .max(Duration::compareTo)
                .orElse(NO_WAIT);
    }

    private List<Contact> others(Petition petition) throws IOException {
        return book.of(petition.request().passport()).stream()
                .filter(ward -> ward.share().isPresent())
                .map(WardBook.Ward::contacts)
                .findFirst()
                .orElse(List.of());
    }

    /// Whether a share for that passport is here.
    boolean guards(Did passport) throws IOException {
        return book.of(passport).stream().anyMatch(ward -> ward.share().isPresent());
    }

    /// Forgets what ended long ago.
    void tick() throws IOException {
        book.forgetPetitions(now().minus(REMEMBERED));
    }

    private Instant now() {
        return chance.clock().instant();
    }

    private static Answer no(String reason) {
        return new Answer.No(reason, false);
    }
}
