package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Assignment;
import community.kith.community.placement.Effect;
import community.kith.community.placement.Input;
import community.kith.community.placement.RepairDecider;
import community.kith.community.placement.RepairPolicy;
import community.kith.community.placement.SegmentId;
import community.kith.community.reach.Availability;
import community.kith.node.config.Settings;
import community.kith.node.event.EventFeed;
import community.kith.node.people.Acquaintance;
import community.kith.node.work.Together;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps the promise of every stripe in the catalog: tells the decider what happens, and does what it decides.
///
/// The decider is told of those stripes only that something is the matter with: rows that nobody signed for, or holders
/// that have been silent for long, or people that could carry more of the weight. So millions of healthy ones cost
/// nothing.
///
/// `lock` guards the decider and what it was told; a round holds it from beginning to end, and news that comes
/// meanwhile waits in `news`.
final class Repair {
    /// Segments under repair at a time; each takes some tens of megabytes.
    private static final int AT_ONCE = 2;

    private static final int TARGETS_AT_ONCE = 8;
    /// Rounds of deciding and doing in one tick.
    private static final int ROUNDS = 4;
    /// Stripes that the decider is told of at a time, for each thing that can be the matter.
    private static final int WATCHED = 4_096;
    /// Files named when something happens to a stripe.
    private static final int NAMED = 3;

    private static final Duration ABSENCES_KEPT_EVERY = Duration.ofMinutes(5);

    private final Catalog catalog;
    private final Upload.Books books;
    private final Circle circle;
    private final Shards shards;
    private final Leaving leaving;
    private final Delivery delivery;
    private final EventFeed feed;
    private final InstantSource clock;
    private final RepairPolicy policy;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Input> news = new ConcurrentLinkedQueue<>();
    private final RepairDecider decider;
    private final Map<SegmentId, StoredStripe> tracked = new HashMap<>();
    private final Silent silent;

    private final Map<Availability, Set<PeerId>> eligible = new EnumMap<>(Availability.class);
    private final Set<StoredStripe> touched = new HashSet<>();
    /// What was written down before this run; null until it is read.
    private @Nullable Map<PeerId, Duration> absences;

    private Instant absencesKept = Instant.EPOCH;

    Repair(Looking looking, Delivery delivery, EventFeed feed, InstantSource clock, Settings settings) {
        this.catalog = looking.catalog();
        this.books = looking.books();
        this.circle = looking.circle();
        this.shards = looking.shards();
        this.leaving = looking.leaving();
        this.delivery = delivery;
        this.feed = feed;
        this.clock = clock;
        this.policy = policy(settings);
        this.decider = new RepairDecider(policy, this::mayHold);
        this.silent = new Silent(books.stripes());
    }

    /// What those who look after stripes look into.
    record Looking(Catalog catalog, Upload.Books books, Circle circle, Shards shards, Leaving leaving) {}

    /// Who looks around less than hourly was awake all the same in between.
    static RepairPolicy policy(Settings settings) {
        Duration grace = settings.grace();
        Duration urgent = grace.dividedBy(12);
        Duration retry = min(RepairPolicy.DEFAULT.retryAfter(), grace.multipliedBy(2));
        return new RepairPolicy(
                grace,
                urgent,
                retry,
                max(RepairPolicy.DEFAULT.forgetAfter(), grace.multipliedBy(2)),
                max(RepairPolicy.DEFAULT.longestGap(), settings.presence()),
                RepairPolicy.DEFAULT.budget());
    }

    /// Tells of something; it counts from the next round on.
    void tell(Input input) {
        news.add(input);
    }

    /// Looks after what is due, and says which stripes changed.
    Set<StoredStripe> tick() throws IOException {
        lock.lock();
        try {
            touched.clear();
            meetPeople();
            trackStripes();
            for (int round = 0; round < ROUNDS; round++) {
                hear();
                List<Effect> effects = decider.step(clock.instant(), new Input.Tick());
                if (effects.stream().noneMatch(effect -> effect instanceof Effect.Repair)) {
                    effects.forEach(this::note);
                    break;
                }
                Together.map(effects, AT_ONCE, this::carryOut).forEach(news::addAll);
            }
            hear();
            leaving.tick(circle, policy.grace(), clock.instant()).forEach(this::touch);
            keepAbsences();
            return Set.copyOf(touched);
        } finally {
            lock.unlock();
        }
    }

    /// Writes down now and then who is how absent, so that a restart makes nobody present.
    private void keepAbsences() throws IOException {
        Instant now = clock.instant();
        if (Duration.between(absencesKept, now).abs().compareTo(ABSENCES_KEPT_EVERY) >= 0) {
            circle.keepAbsences(decider.absences(now));
            absencesKept = now;
        }
    }

    private void hear() {
        for (Input input = news.poll(); input != null; input = news.poll()) {
            step(input);
        }
    }

    private void meetPeople() throws IOException {
        for (Availability availability : Availability.values()) {
            Set<PeerId> peers = new HashSet<>();
            circle.eligible(availability).forEach(who -> peers.add(who.peer()));
            eligible.put(availability, peers);
        }
        if (absences == null) {
            absences = circle.absences();
        }
        step(new Input.Known(circle.myself(), Duration.ZERO));
        List<Acquaintance> people = circle.people();
        leaving.look(people);
        for (Acquaintance who : people) {
            step(new Input.Known(circle.candidate(who), absences.getOrDefault(who.peer(), Duration.ZERO)));
            step(leaving.is(who.peer()) ? new Input.Leaving(who.peer()) : new Input.Staying(who.peer()));
        }
    }

    private void trackStripes() throws IOException {
        Map<SegmentId, StoredStripe> now = new LinkedHashMap<>();
        for (StoredStripe stripe : ailing()) {
            now.put(stripe.segment(), stripe);
        }
        for (SegmentId well : Set.copyOf(tracked.keySet())) {
            if (!now.containsKey(well)) {
                tracked.remove(well);
                step(new Input.Released(well));
            }
        }
        for (StoredStripe stripe : now.values()) {
            if (tracked.put(stripe.segment(), stripe) == null) {
                track(stripe);
            }
        }
    }

    private List<StoredStripe> ailing() throws IOException {
        List<StoredStripe> ailing = new ArrayList<>(books.stripes().shortOfShards(WATCHED));
        Instant now = clock.instant();
        List<PeerId> quiet = new ArrayList<>();
        for (Acquaintance who : circle.people()) {
            if (!leaving.is(who.peer()) && !circle.isTrusted(who.peer(), policy.urgentGrace(), now)) {
                quiet.add(who.peer());
            }
        }
        ailing.addAll(silent.stripes(quiet, WATCHED, now));
        for (PeerId peer : leaving.devices()) {
            ailing.addAll(books.stripes().at(peer, 0, WATCHED));
        }
        ailing.addAll(books.stripes().crowded(WATCHED));
        return ailing;
    }

    private void track(StoredStripe stripe) throws IOException {
        step(new Input.Tracked(
                stripe.segment(),
                stripe.shape(),
                stripe.stripe().shardBytes(),
                seed(stripe.segment().toString()),
                books.shelf().keeps(stripe) ? Input.Source.HERE : Input.Source.HOLDERS));
        for (PlacedRow row : books.stripes().placements(stripe)) {
            step(new Input.Placed(stripe.segment(), row.row(), row.holder()));
        }
    }

    private void step(Input input) {
        decider.step(clock.instant(), input).forEach(this::note);
    }

    private boolean mayHold(SegmentId segment, PeerId holder) {
        StoredStripe stripe = tracked.get(segment);
        return stripe != null
                && !leaving.is(holder)
                && eligible.getOrDefault(stripe.availability(), Set.of()).contains(holder);
    }

    /// What placement draws lots with for all segments of a put.
    static long seed(String reference) {
        byte[] hash = community.kith.base.crypto.Sha256.of(reference.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }

    /// @return what came of it, to be heard in the order of effects whichever ended first
    private List<Input> carryOut(Effect effect) throws IOException {
        if (effect instanceof Effect.Repair repair) {
            return repair(repair);
        }
        note(effect);
        return List.of();
    }

    /// Repairs are done before the round that decided them ends, so there is nothing left to cancel. Who may go is
    /// relieved row by row.
    private void note(Effect effect) {
        switch (effect) {
            case Effect.Repair repair -> {}
            case Effect.Cancel cancel -> {}
            case Effect.Forget forget -> forget(forget.holder());
            case Effect.Lacking lacking -> lack(lacking.segment(), lacking.missingHolders());
            case Effect.MayGo mayGo -> {}
            case Effect.Surplus surplus -> takeBack(surplus);
        }
    }

    private void lack(SegmentId segment, int missing) {
        StoredStripe stripe = tracked.get(segment);
        if (stripe != null) {
            touch(stripe);
            System.getLogger(Repair.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> segment + " lacks " + missing + " holders");
        }
    }

    private void touch(StoredStripe stripe) {
        synchronized (touched) {
            touched.add(stripe);
        }
    }

    /// It was away for so long that what others have too is no longer counted as being with it.
    private void forget(PeerId holder) {
        try {
            for (List<StoredStripe> some = books.stripes().at(holder, 0, WATCHED);
                    !some.isEmpty();
                    some = books.stripes().at(holder, some.getLast().id(), WATCHED)) {
                books.stripes().forget(holder, some);
                some.forEach(this::touch);
            }
        } catch (IOException e) {
            unwritten("forget the holder " + holder, e);
        }
    }

    /// A copy too close to others is needed no longer.
    private void takeBack(Effect.Surplus surplus) {
        StoredStripe stripe = tracked.get(surplus.segment());
        if (stripe == null) {
            return;
        }
        try {
            for (PlacedRow row : books.stripes().placements(stripe)) {
                if (row.row() == surplus.row() && row.holder().equals(surplus.holder())) {
                    books.stripes().lost(stripe, row);
                    books.retractions().retract(row.holder(), List.of(row.shard()));
                    touch(stripe);
                }
            }
        } catch (IOException e) {
            unwritten("take back a shard from " + surplus.holder(), e);
        }
    }

    private static void unwritten(String what, IOException why) {
        System.getLogger(Repair.class.getName()).log(System.Logger.Level.WARNING, "could not " + what, why);
    }

    private List<Input> repair(Effect.Repair repair) throws IOException {
        StoredStripe stripe = tracked.get(repair.segment());
        if (stripe == null) {
            return List.of();
        }
        List<PlacedRow> done = new ArrayList<>();
        String draft = "repair of " + repair.segment().stripe();
        try {
            done.addAll(bring(stripe, repair, draft));
        } catch (IOException e) {
            tell(stripe, name -> "could not repair " + name + " yet: " + e.getMessage());
        }
        books.stripes().place(stripe, done);
        books.retractions().abandon(draft);
        List<Input> outcomes = new ArrayList<>();
        for (Assignment row : repair.assignments()) {
            boolean placed = done.stream().anyMatch(one -> one.row() == row.row());
            outcomes.add(
                    placed
                            ? new Input.Placed(repair.segment(), row.row(), row.holder())
                            : new Input.Failed(repair.segment(), row.row(), row.holder()));
        }
        if (!done.isEmpty()) {
            touch(stripe);
            tell(
                    stripe,
                    name -> "gave " + done.size() + (done.size() == 1 ? " shard" : " shards") + " of " + name
                            + " to new holders: " + repair.reason());
        }
        return outcomes;
    }

    /// Tells those who watch, once for each of the newest files that are made of a stripe.
    void tell(StoredStripe stripe, UnaryOperator<String> sentence) throws IOException {
        for (StoredFile file : catalog.filesWith(stripe, NAMED)) {
            feed.publish("repair", file.manifest().toString(), sentence.apply(file.name()));
        }
    }

    private List<PlacedRow> bring(StoredStripe stripe, Effect.Repair repair, String draft) throws IOException {
        Stripe of = stripe.stripe();
        Map<PeerId, List<Cid>> drafts = new HashMap<>();
        for (Assignment row : repair.assignments()) {
            drafts.computeIfAbsent(row.holder(), holder -> new ArrayList<>())
                    .add(of.shards().get(row.row()));
        }
        books.retractions().draft(draft, drafts);
        byte[] @Nullable [] from = shards.fetch(of);
        List<Optional<PlacedRow>> brought = Together.map(
                repair.assignments(),
                TARGETS_AT_ONCE,
                row -> delivery.bring(stripe, row.row(), row.holder(), Shards.shard(of, row.row(), from)));
        return brought.stream().flatMap(Optional::stream).toList();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
