package community.kith.node.recovery;

import community.kith.base.bytes.DagCbor;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Verdict;
import community.kith.community.recovery.Petition;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.RecoveryRefusal;
import community.kith.community.recovery.RecoveryRequest;
import community.kith.node.api.Circle.Guardian;
import community.kith.node.api.Guardians;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Tomorrow;
import community.kith.node.api.Ward;
import community.kith.node.event.EventFeed;
import community.kith.node.home.Phrase;
import community.kith.node.ledger.Database;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.node.replication.Chance;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// What a node does for recovery: as an owner, as a guardian, and as somebody who hears of a request.
///
/// `lock` guards `told` and orders ticks.
public final class RecoveryDesk implements Guardians {
    private static final int MAX_AT_ONCE = 16;
    private static final int FEWEST_OF_AN_ID = 6;
    private static final Duration WATCHED_EVERY = Duration.ofMinutes(5);
    private static final Duration DRILLED_EVERY = Duration.ofDays(7);

    private final Me me;
    private final People people;
    private final Presence presence;
    private final Host host;
    private final Outlook.Belongings belongings;
    private final EventFeed feed;
    private final Chance chance;
    private final WardBook wards;
    private final CircleBook chosen;
    private final RecoveryClient client;
    private final Warden warden;
    private final Circle circle;
    private final Semaphore answered = new Semaphore(MAX_AT_ONCE);
    private final ReentrantLock lock = new ReentrantLock();
    /// What each device was told since this node started; told anew after that, which changes nothing.
    private final Set<String> told = new HashSet<>();
    private Instant watched = Instant.MIN;

    /// What a desk needs of the node around it.
    public record Around(People people, Presence presence, Host host, Outlook.Belongings belongings, EventFeed feed) {}

    public RecoveryDesk(Me me, Database database, Around around, Chance chance) {
        this.me = me;
        this.people = around.people();
        this.presence = around.presence();
        this.host = around.host();
        this.belongings = around.belongings();
        this.feed = around.feed();
        this.chance = chance;
        this.wards = new WardBook(database);
        this.chosen = new CircleBook(database);
        this.client = new RecoveryClient(host);
        this.warden = new Warden(me, people, wards, feed, chance);
        this.circle = new Circle(me, people, chosen, client, chance);
    }

    /// Answers from now on.
    public void serve() {
        host.accept(RecoveryClient.PROTOCOL, this::answer);
    }

    private void answer(Stream stream) throws IOException {
        if (!answered.tryAcquire()) {
            stream.reset();
            return;
        }
        try {
            stream.timeout(RecoveryClient.PATIENCE);
            Question question = Question.read(DagCbor.read(stream.in(), RecoveryClient.MAX_MESSAGE));
            DagCbor.write(stream.out(), warden.answer(question, stream.peer()).toIpld());
            stream.out().flush();
            stream.closeWrite();
        } finally {
            answered.release();
        }
    }

    /// Brings what is to be brought, tells whom a request concerns, and looks whether anybody asks for my passport.
    public void tick() throws IOException {
        lock.lock();
        try {
            warden.tick();
            circle.tick();
            tell();
            watch();
            drillWhenDue();
        } finally {
            lock.unlock();
        }
    }

    /// Requests and refusals go to every device of the passport that I know, and to its other guardians.
    private void tell() throws IOException {
        Instant now = chance.clock().instant();
        for (Petition petition : wards.petitions()) {
            Optional<RecoveryRefusal> refusal = wards.refusal(petition.request().id());
            if (now.isBefore(petition.expires()) && (petition.end().isEmpty() || refusal.isPresent())) {
                Question question = new Question.Tell(petition.request(), refusal);
                for (PeerId peer : concerned(petition.request().passport())) {
                    tell(peer, question, petition.request().id() + (refusal.isPresent() ? "!" : "?") + peer);
                }
            }
        }
    }

    private Set<PeerId> concerned(Did passport) throws IOException {
        Set<PeerId> concerned = new LinkedHashSet<>();
        if (passport.equals(me.did())) {
            circle.newest()
                    .ifPresent(newest -> newest.policy()
                            .guardians()
                            .forEach(seat -> devices(seat.guardian()).forEach(concerned::add)));
        }
        devices(passport).forEach(concerned::add);
        for (WardBook.Ward ward : wards.of(passport)) {
            for (Contact contact : ward.contacts()) {
                if (!contact.peer().equals(me.peer())) {
                    host.learn(contact.peer(), contact.addresses());
                    concerned.add(contact.peer());
                }
            }
        }
        return concerned;
    }

    private void tell(PeerId peer, Question question, String key) {
        if (told.contains(key)) {
            return;
        }
        try {
            client.ask(peer, question);
            told.add(key);
        } catch (IOException away) {
            System.getLogger(RecoveryDesk.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> peer + " was not told: " + away.getMessage());
        }
    }

    private List<PeerId> devices(Did did) {
        try {
            return people.all().stream()
                    .filter(who -> who.did().equals(did))
                    .map(Acquaintance::peer)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks my guardians whether anybody asks for my passport, in case none of them could tell me.
    private void watch() throws IOException {
        Instant now = chance.clock().instant();
        Optional<CircleBook.Chosen> newest = circle.newest();
        if (newest.isEmpty() || now.isBefore(watched.plus(WATCHED_EVERY))) {
            return;
        }
        watched = now;
        for (RecoveryPolicy.Seat seat : newest.get().policy().guardians()) {
            for (PeerId peer : devices(seat.guardian())) {
                if (presence.isOnline(peer)) {
                    watch(peer);
                }
            }
        }
    }

    private void watch(PeerId guardian) throws IOException {
        try {
            if (client.ask(guardian, new Question.Watch(me.device().delegation())) instanceof Answer.Asked asked) {
                for (RecoveryRequest request : asked.requests()) {
                    warden.answer(new Question.Tell(request, Optional.empty()), guardian);
                }
            }
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException away) {
            System.getLogger(RecoveryDesk.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> guardian + " did not say: " + away.getMessage());
        }
    }

    private void drillWhenDue() throws IOException {
        Optional<CircleBook.Chosen> current = circle.current();
        if (current.isPresent()
                && current.get().settled().isPresent()
                && me.root().isPresent()) {
            Instant before = chance.clock().instant().minus(DRILLED_EVERY);
            boolean due = circle.places(current.get()).stream()
                    .anyMatch(place -> place.acked().isPresent()
                            && place.proof().length > 0
                            && place.drilled().orElse(Instant.MIN).isBefore(before));
            if (due) {
                circle.drill();
            }
        }
    }

    @Override
    public community.kith.node.api.Circle circle() throws IOException {
        Optional<CircleBook.Chosen> shown = circle.newest();
        if (shown.isEmpty()) {
            return new community.kith.node.api.Circle(0, 0, Optional.empty(), false, List.of(), List.of());
        }
        RecoveryPolicy policy = shown.get().policy();
        return new community.kith.node.api.Circle(
                policy.need(),
                policy.waiting().toSeconds(),
                Optional.of(policy.statement().at()),
                shown.get().settled().isPresent(),
                circle.places(shown.get()).stream().map(this::guardian).toList(),
                circle.earlier().stream().map(this::name).toList());
    }

    private Guardian guardian(CircleBook.Place place) {
        return new Guardian(
                place.did(),
                name(place.did()),
                devices(place.did()).stream().anyMatch(presence::isOnline),
                place.acked(),
                place.drilled(),
                place.passed(),
                place.note());
    }

    private String name(Did did) {
        try {
            return did.equals(me.did())
                    ? me.name()
                    : people.person(did).map(Acquaintance::name).orElse(did.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public community.kith.node.api.Circle choose(List<Did> who, int need, Duration waiting) throws IOException {
        for (Did did : who) {
            if (people.person(did).isEmpty()) {
                throw new NotFoundException("nobody in your book has the DID " + did + " (kith people shows them)");
            }
        }
        lock.lock();
        try {
            circle.choose(who, new RecoveryPolicy.Terms(need, waiting));
            feed.publish("recovery", me.did().toString(), "you chose " + who.size() + " guardians");
            circle.tick();
        } finally {
            lock.unlock();
        }
        return circle();
    }

    @Override
    public community.kith.node.api.Circle drill() throws IOException {
        if (circle.newest().isEmpty()) {
            throw new NotFoundException("you have chosen no guardians: kith guardians set WHO… --need M");
        }
        lock.lock();
        try {
            circle.tick();
            circle.drill();
        } finally {
            lock.unlock();
        }
        return circle();
    }

    @Override
    public List<Ward> wards() throws IOException {
        return wards.wards().stream()
                .filter(ward -> ward.share().isPresent())
                .map(ward -> new Ward(
                        ward.policy().did(),
                        ward.policy().passport().name(),
                        ward.policy().need(),
                        ward.policy().guardians().size(),
                        ward.policy().waiting().toSeconds(),
                        ward.taken()))
                .toList();
    }

    @Override
    public List<community.kith.node.api.Petition> petitions() throws IOException {
        List<community.kith.node.api.Petition> shown = new java.util.ArrayList<>();
        for (Petition petition : wards.petitions()) {
            shown.add(shown(petition));
        }
        return shown;
    }

    private community.kith.node.api.Petition shown(Petition petition) throws IOException {
        RecoveryRequest request = petition.request();
        Did passport = request.passport();
        community.kith.node.api.Petition.Role role = passport.equals(me.did())
                ? community.kith.node.api.Petition.Role.OWNER
                : warden.guards(passport)
                        ? community.kith.node.api.Petition.Role.GUARDIAN
                        : community.kith.node.api.Petition.Role.FRIEND;
        Petition.Standing standing =
                petition.standing(warden.waiting(passport), chance.clock().instant());
        return new community.kith.node.api.Petition(
                request.id(),
                passport,
                name(passport),
                role,
                request.deviceName(),
                request.at(),
                petition.expires(),
                switch (standing) {
                    case Petition.Standing.Open open -> community.kith.node.api.Petition.State.OPEN;
                    case Petition.Standing.Waiting waiting -> community.kith.node.api.Petition.State.WAITING;
                    case Petition.Standing.Due due -> community.kith.node.api.Petition.State.GIVEN;
                    case Petition.Standing.Ended ended ->
                        ended.how() == Petition.End.BY_OWNER
                                ? community.kith.node.api.Petition.State.VETOED
                                : community.kith.node.api.Petition.State.REFUSED;
                    case Petition.Standing.Expired expired -> community.kith.node.api.Petition.State.EXPIRED;
                },
                standing instanceof Petition.Standing.Waiting waiting
                        ? Optional.of(waiting.until())
                        : Optional.empty());
    }

    @Override
    public community.kith.node.api.Petition approve(String id, String words) throws IOException {
        Petition petition = petition(id);
        Did passport = petition.request().passport();
        if (!warden.guards(passport)) {
            throw new RefusedException("you keep no share for " + name(passport));
        }
        if (!Phrase.sameWords(words, Phrase.spoken(petition.request().id().digest()))) {
            throw new RefusedException("these are not the words of this request: approve only what the person reads to"
                    + " you from the machine before them, and refuse it when they read something else");
        }
        Duration waiting = warden.waiting(passport);
        Petition approved = decided(now -> petition.approve(waiting, now));
        feed.publish("recovery", passport.toString(), "you approved the recovery of " + name(passport) + "’s passport");
        return shown(approved);
    }

    @FunctionalInterface
    private interface Decision {
        Petition at(Instant now);
    }

    private Petition decided(Decision decision) throws IOException {
        try {
            Petition decided = decision.at(chance.clock().instant());
            wards.keep(decided);
            return decided;
        } catch (IllegalStateException over) {
            throw new RefusedException(String.valueOf(over.getMessage()));
        }
    }

    @Override
    public community.kith.node.api.Petition refuse(String id) throws IOException {
        Petition petition = petition(id);
        RecoveryRequest request = petition.request();
        if (!request.passport().equals(me.did())) {
            return shown(decided(now -> petition.end(Petition.End.BY_GUARDIAN)));
        }
        RecoveryRefusal refusal = RecoveryRefusal.sign(
                request.id(), me.device().delegation(), me.key(), chance.clock().instant());
        if (refusal.verify(request, chance.clock().instant()) instanceof Verdict.Refused refused) {
            throw new RefusedException(refused.reason());
        }
        warden.refuse(refusal);
        lock.lock();
        try {
            tell();
        } finally {
            lock.unlock();
        }
        return shown(wards.petition(request.id()).orElseThrow());
    }

    private Petition petition(String id) throws IOException {
        List<Petition> found = wards.petitions().stream()
                .filter(each -> {
                    String whole = each.request().id().toString();
                    return whole.equals(id) || (id.length() >= FEWEST_OF_AN_ID && whole.endsWith(id));
                })
                .toList();
        if (found.size() != 1) {
            throw new NotFoundException("no request, or more than one, has the id " + id + ": kith guardians requests");
        }
        return found.getFirst();
    }

    @Override
    public Tomorrow tomorrow() throws IOException {
        return Outlook.of(circle(), belongings, chance.clock().instant());
    }

    /// Takes up who the guardians are after the passport came back from them.
    public void remember(RecoveryPolicy policy) throws IOException {
        chosen.remember(policy, chance.clock().instant());
    }
}
