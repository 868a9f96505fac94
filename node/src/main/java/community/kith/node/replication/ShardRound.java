package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.api.RefusedException;
import community.kith.node.api.UnavailableException;
import community.kith.node.exchange.Refusal;
import community.kith.node.exchange.ShardClient;
import community.kith.node.work.Together;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Fetches the missing shards of one stripe from holders, for the thread that runs it.
///
/// Who is known to have what is asked for the bytes at once. Where too little is known everybody is asked who has what
/// and, without waiting for that, the likeliest are asked for any of the shards: so the first byte comes after one
/// round
/// trip. The fastest are preferred, and among equals shards that spare decoding and those that fewest have, so that a
/// choice is left. Who takes longer than usual is raced by another, within [HedgeBudget]. Nobody is waited for once
/// enough is there.
final class ShardRound {
    private static final Duration UNMEASURED = Duration.ofSeconds(2);
    private static final Duration AT_LEAST = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// Costs within this factor are as good as equal.
    private static final double ALIKE = 1.5;

    private static final int PEERS_AT_ONCE = 16;

    private final ShardFinder finder;
    private final Knowledge knowledge;
    private final ShardClient client;
    private final Stripe stripe;
    private final int needed;
    private final byte[] @Nullable [] shards;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    /// Holders by row, of rows that differ; what was known before anybody was asked.
    private final Map<Integer, SequencedSet<PeerId>> likely = new LinkedHashMap<>();
    private final List<Attempt> underWay = new ArrayList<>();
    private final Set<Source> tried = new HashSet<>();
    private final Map<Cid, byte[]> came = new LinkedHashMap<>();
    private final SequencedSet<PeerId> givers = new LinkedHashSet<>();
    private final Runnable news = new Listener();
    private Inquiries.@Nullable Batch batch;
    private int found;
    private long slowestNanos;
    private boolean widened;
    private @Nullable String refusal;

    ShardRound(ShardFinder finder, Stripe stripe, int needed, byte[] @Nullable [] shards) {
        this.finder = finder;
        this.knowledge = finder.means().knowledge();
        this.client = finder.means().client();
        this.stripe = stripe;
        this.needed = needed;
        this.shards = shards;
    }

    /// One place that a row may come from.
    private record Source(int row, PeerId peer) {}

    /// What somebody's answer, or its absence, means to the thread that waits.
    private sealed interface Event {
        /// Somebody said what they have.
        record News() implements Event {}

        @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
        record Came(Attempt attempt, int row, byte[] shard) implements Event {}

        record Ended(Attempt attempt, Optional<Refusal> refusal, boolean failed) implements Event {}
    }

    /// Wakes the round when somebody has said what they have.
    private final class Listener implements Runnable {
        @Override
        public void run() {
            events.add(new Event.News());
        }
    }

    /// What came, by name.
    Map<Cid, byte[]> came() {
        return came;
    }

    /// Who gave something.
    SequencedSet<PeerId> givers() {
        return givers;
    }

    /// @param already how many are there
    void run(int already) throws IOException {
        found = already;
        try {
            begin();
            while (found < needed) {
                while (found + coming() < needed && attempt(false)) {}
                if (underWay.isEmpty() && !askFurther()) {
                    throw tooFew();
                }
                take(events.poll(untilNanos(), TimeUnit.NANOSECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching shards");
        } finally {
            end();
        }
    }

    private void begin() throws IOException {
        List<SequencedSet<PeerId>> known = knowledge.likely(stripe);
        Map<Cid, Integer> firsts = new HashMap<>();
        for (int row = 0; row < shards.length; row++) {
            Integer before = firsts.putIfAbsent(stripe.shards().get(row), row);
            int first = before == null ? row : before;
            SequencedSet<PeerId> holders = likely.computeIfAbsent(first, unseen -> new LinkedHashSet<>());
            known.get(row).stream().filter(finder.peers()::contains).forEach(holders::add);
        }
        long within = likely.entrySet().stream()
                .filter(each ->
                        shards[each.getKey()] == null && !each.getValue().isEmpty())
                .count();
        if (found + within < needed) {
            if (!finder.inquiries().asked(stripe)) {
                guess((int) (needed - found - within)); // before the others, on sessions that are open already
            }
            inquire();
        }
    }

    private void inquire() {
        Inquiries.Batch asked = finder.inquiries().about(stripe, finder.peers());
        asked.listen(news);
        batch = asked;
    }

    /// Asks the likeliest for whatever they have, one more than it takes where that is a small part of all.
    private void guess(int missing) {
        List<Integer> rows =
                likely.keySet().stream().filter(row -> shards[row] == null).toList();
        finder.peers().stream()
                .filter(peer -> likely.values().stream().noneMatch(holders -> holders.contains(peer)))
                .sorted(Comparator.comparing((PeerId peer) -> knowledge.speeds().isShunned(peer))
                        .thenComparing(peer -> !finder.hasGiven(peer))
                        .thenComparingLong(this::usualNanos))
                .limit(missing + (stripe.k() > 1 ? 1 : 0))
                .forEach(peer -> start(new Attempt(peer, rows)));
    }

    /// Rows that somebody is being asked for, each guess taken for one.
    private long coming() {
        return underWay.stream()
                        .filter(attempt -> attempt.isGuess() && attempt.got == 0)
                        .count()
                + underWay.stream()
                        .filter(attempt -> !attempt.isGuess())
                        .map(attempt -> attempt.rows.getFirst())
                        .distinct()
                        .count();
    }

    /// Asks the best holder that is left for a row.
    ///
    /// @param hedging whether it may be a row that is under way, and what it costs is to be paid for
    private boolean attempt(boolean hedging) {
        List<Source> free = sources(false);
        Optional<Source> best = best(free.isEmpty() && hedging ? sources(true) : free);
        if (best.isEmpty() || (hedging && !knowledge.hedges().spend(stripe.shardBytes()))) {
            return false;
        }
        tried.add(best.get());
        start(new Attempt(best.get().peer, List.of(best.get().row)));
        return true;
    }

    private List<Source> sources(boolean alsoUnderWay) {
        List<Source> sources = new ArrayList<>();
        for (Map.Entry<Integer, SequencedSet<PeerId>> each : likely.entrySet()) {
            int row = each.getKey();
            if (shards[row] == null) {
                SequencedSet<PeerId> holders = new LinkedHashSet<>(each.getValue());
                finder.inquiries().holders(stripe.shards().get(row)).stream()
                        .sorted()
                        .forEach(holders::add);
                boolean comes = underWay.stream().anyMatch(attempt -> attempt.brings(row, holders));
                for (PeerId peer : alsoUnderWay || !comes ? holders : Set.<PeerId>of()) {
                    Source source = new Source(row, peer);
                    if (!tried.contains(source) && underWay.stream().noneMatch(at -> at.asks(source))) {
                        sources.add(source);
                    }
                }
            }
        }
        List<Source> good = sources.stream()
                .filter(source -> !knowledge.speeds().isShunned(source.peer))
                .toList();
        return good.isEmpty() && underWay.isEmpty() ? sources : good;
    }

    private Optional<Source> best(List<Source> sources) {
        double least = sources.stream().mapToDouble(this::cost).min().orElse(0);
        return sources.stream()
                .filter(source -> cost(source) <= least * ALIKE)
                .min(Comparator.comparing((Source source) -> source.row >= stripe.k())
                        .thenComparingLong(source -> rarity(sources, source))
                        .thenComparingDouble(this::cost)
                        .thenComparingInt(Source::row)
                        .thenComparingInt(source -> finder.peers().indexOf(source.peer)));
    }

    private static long rarity(List<Source> sources, Source source) {
        return sources.stream().filter(other -> other.row == source.row).count();
    }

    /// When a row is likely to be there, in nanoseconds.
    private double cost(Source source) {
        return (double) usualNanos(source.peer) * (finder.load(source.peer).get() + 1);
    }

    /// Who was not measured yet is taken to be fast, and is so found out.
    private long usualNanos(PeerId peer) {
        return Math.max(
                1, knowledge.speeds().usualNanos(peer, stripe.shardBytes()).orElse(1));
    }

    private void start(Attempt attempt) {
        underWay.add(attempt);
        attempt.thread = Thread.ofVirtual().name("shard-from").start(attempt);
    }

    /// Looks for more to ask when nobody is being asked.
    ///
    /// @return false when everybody was
    private boolean askFurther() throws IOException {
        if (batch == null) {
            inquire();
            return true;
        }
        if (!batch.isDone()) {
            return true;
        }
        if (attempt(false)) {
            return true;
        }
        if (widened) {
            return false;
        }
        widened = true;
        List<PeerId> further = finder.further();
        if (further.isEmpty()) {
            return false;
        }
        batch.ignore(news);
        batch = finder.inquiries().alsoAsk(stripe, further);
        batch.listen(news);
        events.add(new Event.News());
        return true;
    }

    private void take(@Nullable Event event) {
        switch (event) {
            case null -> hedge();
            case Event.News said -> {}
            case Event.Came came -> came(came);
            case Event.Ended ended -> ended(ended);
        }
    }

    private void came(Event.Came came) {
        PeerId peer = came.attempt.peer;
        long nanos = knowledge.nanos() - came.attempt.began;
        knowledge.speeds().note(peer, stripe.shardBytes(), nanos);
        knowledge.sightings().seen(peer, List.of(stripe.shards().get(came.row)));
        came.attempt.got++;
        if (shards[came.row] != null) {
            finder.giveBack(came.shard);
            return;
        }
        knowledge.hedges().came(stripe.shardBytes());
        slowestNanos = Math.max(slowestNanos, nanos);
        finder.gave(peer);
        givers.add(peer);
        shards[came.row] = came.shard;
        this.came.put(stripe.shards().get(came.row), came.shard);
        found++;
        // Rows may be alike, as those of zeros are that nobody sealed.
        for (int row = 0; row < shards.length && found < needed; row++) {
            if (shards[row] == null
                    && stripe.shards().get(row).equals(stripe.shards().get(came.row))) {
                shards[row] = came.shard.clone();
                found++;
            }
        }
    }

    private void ended(Event.Ended ended) {
        Attempt attempt = ended.attempt;
        underWay.remove(attempt);
        ended.refusal.ifPresent(no -> refusal = no.reason());
        if (ended.failed) {
            knowledge.speeds().failed(attempt.peer);
        }
        if (attempt.got == 0) {
            if (attempt.raced) {
                knowledge.hedges().refund(stripe.shardBytes());
            }
            if (!attempt.isGuess()) {
                knowledge.sightings().gone(attempt.peer, stripe.shards().get(attempt.rows.getFirst()));
            }
        }
        if (attempt.isGuess()) {
            attempt.rows.forEach(row -> tried.add(new Source(row, attempt.peer)));
        }
    }

    /// Races who takes longer than they usually do.
    private void hedge() {
        long now = knowledge.nanos();
        for (Attempt attempt : List.copyOf(underWay)) {
            if (!attempt.hedged && now - attempt.deadline() >= 0) {
                attempt.hedged = true;
                attempt.raced = attempt(true);
            }
        }
    }

    private long untilNanos() {
        long now = knowledge.nanos();
        long until = LOOK.toNanos();
        for (Attempt attempt : underWay) {
            if (!attempt.hedged) {
                until = Math.min(until, attempt.deadline() - now);
            }
        }
        return Math.max(0, until);
    }

    /// Lets everybody go who is not needed any more. Who was raced and lost is asked last for a while: who hangs does
    /// so
    /// with each shard.
    private void end() {
        if (batch != null) {
            batch.ignore(news);
        }
        for (Attempt attempt : underWay) {
            if (attempt.raced && attempt.got == 0) {
                knowledge.speeds().failed(attempt.peer);
            }
            attempt.cancel();
        }
        for (Event left : events) {
            if (left instanceof Event.Came came) {
                finder.giveBack(came.shard);
            }
        }
    }

    private IOException tooFew() throws IOException {
        @Nullable String no = refusal == null ? anyRefusal() : refusal;
        if (no != null) {
            return new RefusedException(no);
        }
        int missing = needed - found;
        return new UnavailableException(
                "too few holders answer: %d of the %d shards that any segment takes are missing; try again when more of"
                                .formatted(missing, needed)
                        + " your people are there",
                missing,
                "");
    }

    /// Whether somebody has a missing shard after all and will not give it to me: nobody admits to that in bulk.
    private @Nullable String anyRefusal() throws IOException {
        List<Cid> missing = likely.keySet().stream()
                .filter(row -> shards[row] == null)
                .map(stripe.shards()::get)
                .toList();
        return Together.map(finder.peers(), PEERS_AT_ONCE, peer -> refusal(peer, missing)).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private Optional<String> refusal(PeerId peer, List<Cid> missing) {
        try {
            return client.anyRefusal(peer, missing).map(Refusal::reason);
        } catch (IOException e) {
            debug(peer, e);
            return Optional.empty();
        }
    }

    private static void debug(PeerId peer, IOException e) {
        System.getLogger(ShardRound.class.getName())
                .log(System.Logger.Level.DEBUG, () -> "passing over " + peer + ": " + e.getMessage());
    }

    /// One peer is asked for a row, or for any of several. What it says goes to the thread of the round, which owns all
    /// else here.
    private final class Attempt implements Runnable, ShardClient.Taker {
        private final PeerId peer;
        private final List<Integer> rows;
        private final boolean guess;
        private final long began = knowledge.nanos();
        private @Nullable Thread thread;
        private int got;
        /// Whether it took so long that another was to be asked, and whether another was.
        private boolean hedged;

        private boolean raced;
        private volatile boolean cancelled;

        Attempt(PeerId peer, List<Integer> rows) {
            this.peer = peer;
            this.rows = rows;
            this.guess = rows.size() > 1;
        }

        boolean isGuess() {
            return guess;
        }

        boolean asks(Source source) {
            return source.peer.equals(peer) && rows.contains(source.row);
        }

        /// Whether a row is likely to come of this.
        boolean brings(int row, Set<PeerId> holders) {
            return guess ? holders.contains(peer) : rows.contains(row);
        }

        long deadline() {
            OptionalLong usual = knowledge.speeds().patienceNanos(peer, stripe.shardBytes());
            long likeOthers = slowestNanos > 0 ? 2 * slowestNanos : UNMEASURED.toNanos();
            return began + Math.max(usual.orElse(likeOthers), AT_LEAST.toNanos());
        }

        void cancel() {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        @Override
        public void run() {
            finder.load(peer).incrementAndGet();
            Optional<Refusal> no = Optional.empty();
            boolean failed = false;
            try {
                no = client.getAny(peer, rows.stream().map(stripe.shards()::get).toList(), stripe.shardBytes(), this);
            } catch (IOException e) {
                failed = !cancelled;
                debug(peer, e);
            } finally {
                finder.load(peer).decrementAndGet();
                events.add(new Event.Ended(this, no, failed));
            }
        }

        @Override
        public byte[] room(int bytes) {
            return finder.spare(bytes);
        }

        @Override
        public void took(Cid cid, byte[] bytes) {
            int row = stripe.shards().indexOf(cid);
            events.add(new Event.Came(this, row, bytes));
        }

        @Override
        public void unused(byte[] room) {
            finder.giveBack(room);
        }
    }
}
