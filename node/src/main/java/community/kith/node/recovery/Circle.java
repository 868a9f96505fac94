package community.kith.node.recovery;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.SealedShare;
import community.kith.community.recovery.Share;
import community.kith.community.recovery.Split;
import community.kith.node.api.RefusedException;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import community.kith.node.work.Together;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The owner's side: chooses guardians, brings them their shares, has old ones deleted once enough have new ones, and
/// drills. Everything that is still to be done stands in the ledger, so a kill loses nothing.
final class Circle {
    private static final int AT_ONCE = 8;

    private final Me me;
    private final People people;
    private final CircleBook book;
    private final RecoveryClient client;
    private final Chance chance;

    Circle(Me me, People people, CircleBook book, RecoveryClient client, Chance chance) {
        this.me = me;
        this.people = people;
        this.book = book;
        this.client = client;
        this.chance = chance;
    }

    /// Cuts the passport's seed anew and writes down what is to be sent.
    void choose(List<Did> guardians, RecoveryPolicy.Terms terms) throws IOException {
        SigningKey root = root();
        Instant now = chance.clock().instant();
        List<CircleBook.Chosen> before = book.chosen();
        // Seconds, so that it grows even where the earlier choices are not known any more.
        long counter = Math.max(
                now.getEpochSecond(),
                before.isEmpty() ? 0 : before.getFirst().policy().counter() + 1);
        Split split = Split.of(root, me.name(), counter, terms, guardians, new Split.Occasion(now, chance.entropy()));
        List<CircleBook.Place> places = new ArrayList<>();
        for (int i = 0; i < guardians.size(); i++) {
            Did guardian = guardians.get(i);
            Share share = split.shares().get(i);
            places.add(CircleBook.Place.fresh(
                    counter,
                    guardian,
                    SealedShare.forGuardian(split.policy(), guardian, share, chance.entropy()),
                    SealedShare.forOwner(split.policy(), guardian, share, chance.entropy())));
        }
        book.choose(split.policy(), places);
    }

    private SigningKey root() throws RefusedException {
        return me.root()
                .orElseThrow(
                        () -> new RefusedException("the passport's key is not on this device: say this where it is"));
    }

    /// The choice that counts, or the newest when none does yet.
    Optional<CircleBook.Chosen> current() throws IOException {
        List<CircleBook.Chosen> chosen = book.chosen();
        return chosen.stream()
                .filter(each -> each.settled().isPresent())
                .findFirst()
                .or(() -> chosen.stream().findFirst());
    }

    Optional<CircleBook.Chosen> newest() throws IOException {
        return book.chosen().stream().findFirst();
    }

    List<CircleBook.Place> places(CircleBook.Chosen chosen) throws IOException {
        return book.places(chosen.policy().counter());
    }

    /// Who has not yet said that they deleted what is older than the choice in force.
    List<Did> earlier() throws IOException {
        Optional<CircleBook.Chosen> newest = newest();
        List<Did> earlier = new ArrayList<>();
        for (CircleBook.Chosen chosen : book.chosen()) {
            if (newest.isPresent()
                    && chosen.policy().counter() < newest.get().policy().counter()) {
                places(chosen).stream()
                        .map(CircleBook.Place::did)
                        .filter(did -> !earlier.contains(did))
                        .forEach(earlier::add);
            }
        }
        return earlier;
    }

    /// Brings shares to those who lack them; once enough have theirs, has older ones deleted.
    void tick() throws IOException {
        Optional<CircleBook.Chosen> newest = newest();
        if (newest.isEmpty()) {
            return;
        }
        RecoveryPolicy policy = newest.get().policy();
        List<Contact> contacts = contacts(policy);
        Together.each(
                places(newest.get()).stream()
                        .filter(place -> place.outbox().isPresent())
                        .toList(),
                AT_ONCE,
                place -> bring(policy, place, contacts));
        long have = places(newest.get()).stream()
                .filter(place -> place.acked().isPresent())
                .count();
        // One more than it takes, where there is one more: the old shares go, so the new ones must bear a loss.
        if (have >= Math.min(policy.guardians().size(), policy.need() + 1)) {
            book.settled(policy.counter(), chance.clock().instant());
            Together.each(earlier(), AT_ONCE, guardian -> settle(policy, guardian));
        }
    }

    private void bring(RecoveryPolicy policy, CircleBook.Place place, List<Contact> contacts) throws IOException {
        Outcome outcome = ask(
                place.did(),
                new Question.Entrust(
                        me.device().delegation(), policy, place.outbox().orElseThrow(), contacts));
        if (outcome.answer().orElse(null) instanceof Answer.Done) {
            book.keep(place.acked(chance.clock().instant()));
        } else if (!outcome.why().equals(place.note())) {
            book.keep(place.noted(outcome.why()));
        }
    }

    private void settle(RecoveryPolicy policy, Did guardian) throws IOException {
        Outcome outcome = ask(guardian, new Question.Settle(me.device().delegation(), policy));
        if (outcome.answer().orElse(null) instanceof Answer.Done) {
            book.forgot(guardian, policy.counter());
        }
    }

    /// Asks every guardian to prove its share of the choice that counts.
    void drill() throws IOException {
        SigningKey root = root();
        Optional<CircleBook.Chosen> current = current();
        if (current.isEmpty()) {
            return;
        }
        RecoveryPolicy policy = current.get().policy();
        List<Contact> contacts = contacts(policy);
        Together.each(places(current.get()), AT_ONCE, place -> drill(policy, place, root, contacts));
    }

    private void drill(RecoveryPolicy policy, CircleBook.Place place, SigningKey root, List<Contact> contacts)
            throws IOException {
        Instant now = chance.clock().instant();
        Optional<Share> share = SealedShare.openAsOwner(policy, place.did(), root, place.proof());
        if (share.isEmpty()) {
            book.keep(place.drilled(
                    now,
                    false,
                    "their share was made on a device that is no more: kith guardians refresh makes new ones"));
            return;
        }
        byte[] nonce = new byte[Share.NONCE_BYTES];
        chance.entropy().nextBytes(nonce);
        Outcome outcome = ask(place.did(), new Question.Drill(me.device().delegation(), policy.id(), nonce, contacts));
        boolean right = outcome.answer().orElse(null) instanceof Answer.Proof proof
                && MessageDigest.isEqual(proof.digest(), share.get().answer(policy, nonce));
        String why = right || outcome.answer().isEmpty() || outcome.answer().get() instanceof Answer.No
                ? outcome.why()
                : "gave a false proof: their share is not the one they were given";
        book.keep(place.drilled(now, right, right ? "" : why));
    }

    /// What a guardian said, or why nothing.
    private record Outcome(Optional<Answer> answer, String why) {}

    /// Asks the guardian's devices one after the other until one does it.
    private Outcome ask(Did guardian, Question question) throws IOException {
        Outcome last = new Outcome(Optional.empty(), "not in your book any more");
        for (Acquaintance device : devices(guardian)) {
            try {
                Answer answer = client.ask(device.peer(), question);
                if (!(answer instanceof Answer.No no)) {
                    return new Outcome(Optional.of(answer), "");
                }
                last = new Outcome(Optional.of(answer), no.reason());
            } catch (IOException away) {
                if (last.answer().isEmpty()) {
                    last = new Outcome(Optional.empty(), "away");
                }
            }
        }
        return last;
    }

    private List<Acquaintance> devices(Did did) throws IOException {
        return people.all().stream().filter(who -> who.did().equals(did)).toList();
    }

    private List<Contact> contacts(RecoveryPolicy policy) throws IOException {
        List<Contact> contacts = new ArrayList<>();
        for (RecoveryPolicy.Seat seat : policy.guardians()) {
            devices(seat.guardian()).stream()
                    .limit(2)
                    .map(who -> new Contact(who.did(), who.name(), who.peer(), who.addresses()))
                    .forEach(contacts::add);
        }
        return contacts;
    }
}
