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
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps the promise of every file in the catalog: tells the decider what happens, and does what it decides.
///
/// `lock` guards the decider and what it was told; a round holds it from beginning to end, and news that comes
/// meanwhile
/// waits in `news`.
final class Repair {
    /// Segments under repair at a time; each takes some tens of megabytes.
    private static final int AT_ONCE = 2;

    private static final int TARGETS_AT_ONCE = 8;
    /// Rounds of deciding and doing in one tick.
    private static final int ROUNDS = 4;
    private static final Duration ABSENCES_KEPT_EVERY = Duration.ofMinutes(5);

    private final Catalog catalog;
    private final Circle circle;
    private final Content content;
    private final Delivery delivery;
    private final EventFeed feed;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Input> news = new ConcurrentLinkedQueue<>();
    private final RepairDecider decider;
    private final Map<Cid, StoredFile> tracked = new HashMap<>();
    /// See [Catalog#listing].
    private long listingTracked = -1;

    private final Map<Availability, Set<PeerId>> eligible = new EnumMap<>(Availability.class);
    private final Set<StoredFile> touched = new HashSet<>();
    /// What was written down before this run; null until it is read.
    private @Nullable Map<PeerId, Duration> absences;

    private Instant absencesKept = Instant.EPOCH;

    Repair(Audits.Sources sources, Delivery delivery, EventFeed feed, InstantSource clock, Settings settings) {
        this.catalog = sources.catalog();
        this.circle = sources.circle();
        this.content = sources.content();
        this.delivery = delivery;
        this.feed = feed;
        this.clock = clock;
        this.decider = new RepairDecider(policy(settings), this::mayHold);
    }

    /// Who looks around less than hourly was awake all the same in between.
    private static RepairPolicy policy(Settings settings) {
        Duration grace = settings.grace();
        Duration urgent = grace.dividedBy(12);
        Duration retry = min(RepairPolicy.DEFAULT.retryAfter(), grace.multipliedBy(2));
        return new RepairPolicy(
                grace,
                urgent,
                retry,
                max(RepairPolicy.DEFAULT.forgetAfter(), grace.multipliedBy(2)),
                max(RepairPolicy.DEFAULT.longestGap(), settings.presence()),
                RepairPolicy.DEFAULT.bytesPerTick());
    }

    /// Tells of something; it counts from the next round on.
    void tell(Input input) {
        news.add(input);
    }

    /// Looks after what is due, and says which files changed.
    Set<StoredFile> tick() throws IOException {
        lock.lock();
        try {
            touched.clear();
            meetPeople();
            trackFiles();
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
            decider.step(clock.instant(), input);
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
        for (Acquaintance who : circle.people()) {
            step(new Input.Known(circle.candidate(who), absences.getOrDefault(who.peer(), Duration.ZERO)));
        }
    }

    private void trackFiles() throws IOException {
        long listing = catalog.listing();
        if (listing == listingTracked) {
            return;
        }
        Map<Cid, StoredFile> now = new HashMap<>();
        for (StoredFile file : catalog.files()) {
            now.put(file.manifest(), file);
            if (!tracked.containsKey(file.manifest())) {
                track(file);
            }
        }
        for (Cid gone : Set.copyOf(tracked.keySet())) {
            if (!now.containsKey(gone)) {
                tracked.remove(gone);
                step(new Input.Released(gone));
            }
        }
        tracked.putAll(now);
        listingTracked = listing;
    }

    private void track(StoredFile file) throws IOException {
        tracked.put(file.manifest(), file);
        Manifests.Found found = content.find(Link.parse(file.link()));
        for (int index = StoredFile.MANIFEST; index < file.segments(); index++) {
            long shardBytes = index == StoredFile.MANIFEST
                    ? found.root().length
                    : found.manifest().allSegments().get(index).shardBytes();
            step(new Input.Tracked(
                    new SegmentId(file.manifest(), index),
                    file.shapeOf(index),
                    shardBytes,
                    seed(file.reference()),
                    Input.Source.HERE));
        }
        for (PlacedRow row : catalog.placements(file)) {
            step(new Input.Placed(new SegmentId(file.manifest(), row.segment()), row.row(), row.holder()));
        }
    }

    private void step(Input input) {
        decider.step(clock.instant(), input).forEach(this::note);
    }

    private boolean mayHold(SegmentId segment, PeerId holder) {
        StoredFile file = tracked.get(segment.file());
        return file != null
                && eligible.getOrDefault(file.availability(), Set.of()).contains(holder);
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

    /// Repairs are done before the round that decided them ends, so there is nothing left to cancel.
    private void note(Effect effect) {
        switch (effect) {
            case Effect.Repair repair -> {}
            case Effect.Cancel cancel -> {}
            case Effect.Forget forget -> forget(forget.holder());
            case Effect.Lacking lacking -> lack(lacking.segment(), lacking.missingHolders());
        }
    }

    private void lack(SegmentId segment, int missing) {
        StoredFile file = tracked.get(segment.file());
        if (file != null) {
            synchronized (touched) {
                touched.add(file);
            }
            System.getLogger(Repair.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            () -> file.name() + ": segment " + segment.index() + " lacks " + missing + " holders");
        }
    }

    private void forget(PeerId holder) {
        try {
            for (StoredFile file : catalog.filesAt(holder)) {
                catalog.forget(file, holder);
                synchronized (touched) {
                    touched.add(file);
                }
            }
        } catch (IOException e) {
            System.getLogger(Repair.class.getName())
                    .log(System.Logger.Level.WARNING, "could not forget the holder " + holder, e);
        }
    }

    private List<Input> repair(Effect.Repair repair) throws IOException {
        StoredFile file = tracked.get(repair.segment().file());
        if (file == null) {
            return List.of();
        }
        List<PlacedRow> done = new ArrayList<>();
        String draft = "repair of " + repair.segment();
        try {
            done.addAll(bring(file, repair, draft));
        } catch (IOException e) {
            feed.publish(
                    "repair",
                    file.manifest().toString(),
                    "could not repair " + file.name() + " yet: " + e.getMessage());
        }
        catalog.place(file, done, draft);
        List<Input> outcomes = new ArrayList<>();
        for (Assignment row : repair.assignments()) {
            boolean placed = done.stream().anyMatch(one -> one.row() == row.row());
            outcomes.add(
                    placed
                            ? new Input.Placed(repair.segment(), row.row(), row.holder())
                            : new Input.Failed(repair.segment(), row.row(), row.holder()));
        }
        if (!done.isEmpty()) {
            synchronized (touched) {
                touched.add(file);
            }
            feed.publish(
                    "repair",
                    file.manifest().toString(),
                    "gave " + done.size() + (done.size() == 1 ? " shard" : " shards") + " of " + file.name()
                            + " to new holders: " + repair.reason());
        }
        return outcomes;
    }

    private List<PlacedRow> bring(StoredFile file, Effect.Repair repair, String draft) throws IOException {
        Manifests.Found found = content.find(Link.parse(file.link()));
        int index = repair.segment().index();
        Map<PeerId, List<Cid>> drafts = new HashMap<>();
        for (Assignment row : repair.assignments()) {
            drafts.computeIfAbsent(row.holder(), holder -> new ArrayList<>()).add(Content.cid(found, index, row.row()));
        }
        catalog.draft(draft, drafts);
        byte[] @Nullable [] shards = index == StoredFile.MANIFEST ? null : shards(found, index);
        List<Optional<PlacedRow>> brought = Together.map(repair.assignments(), TARGETS_AT_ONCE, row -> {
            byte[] bytes = shards == null ? found.root() : shard(found, index, row.row(), shards);
            return delivery.bring(
                    index, row.row(), row.holder(), Content.cid(found, index, row.row()), bytes, file.audience());
        });
        return brought.stream().flatMap(Optional::stream).toList();
    }

    private byte[] @Nullable [] shards(Manifests.Found found, int index) throws IOException {
        Segment segment = found.manifest().allSegments().get(index);
        return content.finder(found).fetch(segment, found.manifest().shape().k());
    }

    private static byte[] shard(Manifests.Found found, int index, int row, byte[] @Nullable [] shards) {
        return Content.shard(found.manifest(), found.manifest().allSegments().get(index), row, shards);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
