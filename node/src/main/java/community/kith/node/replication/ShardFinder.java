package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.api.RefusedException;
import community.kith.node.api.UnavailableException;
import community.kith.node.exchange.Fetched;
import community.kith.node.exchange.ShardClient;
import community.kith.node.work.Together;
import community.kith.store.blob.Blobs;
import community.kith.store.file.ShardSource;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Finds the shards of stripes: here first, then at whoever of my people has them, from several at once. A holder
/// that fails, lies or dawdles is passed over for another; every shard is checked against its name.
///
/// Who has what is asked for many stripes ahead in one question.
final class ShardFinder implements ShardSource {
    /// CIDs in one question; what a holder answers at most.
    private static final int ASKED_AT_ONCE = 1_024;

    private static final int PEERS_AT_ONCE = 16;
    /// A shard that takes longer is asked for elsewhere too.
    private static final Duration HEDGE_AFTER = Duration.ofSeconds(3);

    private final List<Stripe> stripes;
    private final Map<Stripe, Integer> indexes = new HashMap<>();
    private final Blobs blobs;
    private final ShardClient client;
    /// Whom to ask, best first; grows once, by those further away.
    private final List<PeerId> peers;

    private final Wider wider;
    private final Set<Integer> askedWider = ConcurrentHashMap.newKeySet();
    /// Who has which shard, for stripes that were asked about.
    private final Map<Cid, Set<PeerId>> located = new ConcurrentHashMap<>();

    private final Set<Integer> asked = ConcurrentHashMap.newKeySet();
    private final Map<PeerId, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Set<PeerId> gave = ConcurrentHashMap.newKeySet();
    private final SpareShards spares = new SpareShards();

    /// Names those to ask when nobody near is left.
    @FunctionalInterface
    interface Wider {
        List<PeerId> peers() throws IOException;
    }

    /// @param stripes those that will be fetched, in the order they are likely to be
    /// @param peers whom to ask, best first
    /// @param wider whom to ask when they do not suffice
    ShardFinder(List<Stripe> stripes, Blobs blobs, ShardClient client, List<PeerId> peers, Wider wider) {
        this.stripes = stripes;
        this.blobs = blobs;
        this.client = client;
        this.peers = new CopyOnWriteArrayList<>(peers);
        this.wider = wider;
        for (int i = 0; i < stripes.size(); i++) {
            indexes.put(stripes.get(i), i);
        }
    }

    @Override
    public byte[] @Nullable [] fetch(Stripe stripe, int needed) throws IOException {
        byte[] @Nullable [] shards = new byte[stripe.shards().size()] @Nullable [];
        int found = fromHere(stripe, needed, shards);
        if (found < needed) {
            locate(stripe);
            fromOthers(stripe, needed, found, shards);
        }
        return shards;
    }

    @Override
    public void giveBack(byte[] shard) {
        spares.put(shard);
    }

    @Override
    public byte[] spare(int bytes) {
        return spares.take(bytes);
    }

    /// Which peers say that they have a shard.
    Set<PeerId> holders(Stripe stripe, int row) throws IOException {
        locate(stripe);
        return located.getOrDefault(stripe.shards().get(row), Set.of());
    }

    /// How many peers gave anything.
    int gave() {
        return gave.size();
    }

    private int fromHere(Stripe stripe, int needed, byte[] @Nullable [] shards) throws IOException {
        int found = 0;
        for (int row = 0; row < shards.length && found < needed; row++) {
            Optional<byte[]> shard = here(stripe.shards().get(row), stripe.shardBytes());
            if (shard.isPresent()) {
                shards[row] = shard.get();
                found++;
            }
        }
        return found;
    }

    private Optional<byte[]> here(Cid shard, int shardBytes) throws IOException {
        try {
            return blobs.read(shard, shardBytes);
        } catch (IOException e) { // damaged, or a sector that cannot be read
            System.getLogger(ShardFinder.class.getName())
                    .log(System.Logger.Level.WARNING, "a shard on this disk went bad; fetching it from others", e);
            return Optional.empty();
        }
    }

    private void locate(Stripe stripe) throws IOException {
        int index = indexes.getOrDefault(stripe, 0);
        if (!asked.add(index)) {
            return;
        }
        List<Cid> shards = new ArrayList<>(stripe.shards());
        for (int next = index + 1; next < stripes.size(); next++) {
            List<Cid> more = stripes.get(next).shards();
            if (shards.size() + more.size() > ASKED_AT_ONCE || !asked.add(next)) {
                break;
            }
            shards.addAll(more);
        }
        Together.each(peers, PEERS_AT_ONCE, peer -> note(peer, shards));
    }

    /// Asks those further away for a stripe, once; false when that brings nothing new.
    private boolean widen(Stripe stripe) throws IOException {
        if (!askedWider.add(indexes.getOrDefault(stripe, 0))) {
            return false;
        }
        List<PeerId> further = wider.peers();
        if (further.isEmpty()) {
            return false;
        }
        further.stream().filter(peer -> !peers.contains(peer)).forEach(peers::add);
        Together.each(further, PEERS_AT_ONCE, peer -> note(peer, stripe.shards()));
        return true;
    }

    private void note(PeerId peer, List<Cid> shards) {
        for (Cid shard : have(peer, shards)) {
            located.computeIfAbsent(shard, missing -> ConcurrentHashMap.newKeySet())
                    .add(peer);
        }
    }

    private Set<Cid> have(PeerId peer, List<Cid> shards) {
        try {
            return client.have(peer, shards);
        } catch (IOException e) {
            debug(peer, e);
            return Set.of();
        }
    }

    /// One place that a row may come from.
    private record Source(int row, PeerId peer) {}

    /// What came of asking there.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Outcome(
            Source source,
            byte @Nullable [] shard,
            @Nullable String refusal) {}

    private void fromOthers(Stripe stripe, int needed, int already, byte[] @Nullable [] shards) throws IOException {
        int found = already;
        List<Source> untried = sources(stripe, shards);
        Set<Integer> underWay = new HashSet<>();
        @Nullable String refusal = null;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<Outcome> completed = new ExecutorCompletionService<>(threads);
            int running = 0;
            try {
                while (found < needed) {
                    while (found + underWay.size() < needed && begin(stripe, untried, underWay, completed)) {
                        running++;
                    }
                    if (running == 0 && widen(stripe)) {
                        untried = sources(stripe, shards);
                        continue;
                    }
                    if (running == 0) {
                        throw tooFew(needed, found, refusal == null ? refusal(stripe, shards) : refusal);
                    }
                    Future<Outcome> done = completed.poll(HEDGE_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                    if (done == null) {
                        running += begin(stripe, untried, underWay, completed) ? 1 : 0;
                        continue;
                    }
                    running--;
                    Outcome outcome = done.get();
                    underWay.remove(outcome.source.row);
                    if (outcome.refusal != null) {
                        refusal = outcome.refusal;
                    }
                    if (outcome.shard != null && shards[outcome.source.row] == null) {
                        gave.add(outcome.source.peer);
                        shards[outcome.source.row] = outcome.shard;
                        untried.removeIf(source -> source.row == outcome.source.row);
                        found++;
                    }
                }
            } finally {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching shards");
        } catch (ExecutionException e) {
            throw new IOException("fetching shards", e.getCause());
        }
    }

    private List<Source> sources(Stripe stripe, byte[] @Nullable [] shards) {
        List<Source> sources = new ArrayList<>();
        Set<Cid> seen = new HashSet<>();
        for (int row = 0; row < shards.length; row++) {
            Cid shard = stripe.shards().get(row);
            if (shards[row] == null && seen.add(shard)) {
                for (PeerId peer :
                        located.getOrDefault(shard, Set.of()).stream().sorted().toList()) {
                    sources.add(new Source(row, peer));
                }
            }
        }
        return sources;
    }

    /// Asks the least busy peer for a row that is not under way.
    private boolean begin(
            Stripe stripe, List<Source> untried, Set<Integer> underWay, CompletionService<Outcome> completed) {
        Optional<Source> next = untried.stream()
                .filter(source -> !underWay.contains(source.row))
                .min(Comparator.comparingInt(
                                (Source source) -> load(source.peer).get())
                        .thenComparingInt(Source::row)
                        .thenComparingInt(source -> peers.indexOf(source.peer)));
        next.ifPresent(source -> {
            untried.remove(source);
            underWay.add(source.row);
            load(source.peer).incrementAndGet();
            completed.submit(() -> fetch(stripe, source));
        });
        return next.isPresent();
    }

    private AtomicInteger load(PeerId peer) {
        return busy.computeIfAbsent(peer, stranger -> new AtomicInteger());
    }

    private Outcome fetch(Stripe stripe, Source source) {
        Cid shard = stripe.shards().get(source.row);
        byte[] bytes = spares.take(stripe.shardBytes());
        try {
            return switch (client.get(source.peer, shard, bytes, 0, stripe.shardBytes())) {
                case Fetched.Found found ->
                    new Outcome(source, found.blobBytes() == stripe.shardBytes() ? bytes : null, null);
                case Fetched.Missing missing -> new Outcome(source, null, null);
                case Fetched.Refused refused ->
                    new Outcome(source, null, refused.refusal().reason());
            };
        } catch (IOException e) {
            debug(source.peer, e);
            return new Outcome(source, null, null);
        } finally {
            load(source.peer).decrementAndGet();
        }
    }

    /// Whether somebody has a missing shard after all and will not give it to me: nobody admits to that in bulk.
    private @Nullable String refusal(Stripe stripe, byte[] @Nullable [] shards) {
        for (int row = 0; row < shards.length; row++) {
            for (PeerId peer : shards[row] == null ? peers : List.<PeerId>of()) {
                try {
                    if (client.getRange(peer, stripe.shards().get(row), 0, new byte[1], 0, 1)
                            instanceof Fetched.Refused refused) {
                        return refused.refusal().reason();
                    }
                } catch (IOException e) {
                    debug(peer, e);
                }
            }
        }
        return null;
    }

    private static IOException tooFew(int needed, int found, @Nullable String refusal) {
        if (refusal != null) {
            return new RefusedException(refusal);
        }
        int missing = needed - found;
        return new UnavailableException(
                "too few holders answer: %d of the %d shards that any segment takes are missing; try again when more of"
                                .formatted(missing, needed)
                        + " your people are there",
                missing,
                "");
    }

    private static void debug(PeerId peer, IOException e) {
        System.getLogger(ShardFinder.class.getName())
                .log(System.Logger.Level.DEBUG, () -> "passing over " + peer + ": " + e.getMessage());
    }
}
