package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.exchange.ShardClient;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.MemoryBlobs;
import community.kith.store.file.ShardSource;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds the shards of stripes: here first, then at whoever of my people has them, from several at once, as
/// [ShardRound]
/// does it. Every shard is checked against its name.
///
/// Safe for several stripes at a time.
final class ShardFinder implements ShardSource {
    /// Who has what is asked for so many stripes before it is wanted.
    private static final int ASKED_BEFORE = 4;

    private static final int MOST_AHEAD = 3;

    private final Means means;
    private final Inquiries inquiries;
    /// Whom to ask, best first; grows by those further away.
    private final List<PeerId> peers;

    private final Wider wider;
    private final Map<PeerId, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Set<PeerId> gave = ConcurrentHashMap.newKeySet();
    private final SpareShards spares = new SpareShards();
    private final ShardsBeingKept writing;
    private volatile int ahead = 1;
    private volatile @Nullable List<PeerId> further;

    /// What a finder works with, whatever it looks for.
    ///
    /// @param keeper what is done with what was fetched
    record Means(Blobs blobs, ShardClient client, Knowledge knowledge, Keeper keeper) {
        Means(Blobs blobs, ShardClient client, Knowledge knowledge) {
            this(blobs, client, knowledge, Keeper.NONE);
        }

        /// The same for a reader whose shards are kept.
        Means caching(Keeper keeper) {
            return new Means(blobs, client, knowledge, keeper);
        }

        /// The same without what lies here.
        Means elsewhere() {
            return new Means(new MemoryBlobs(), client, knowledge);
        }
    }

    /// Does something with the shards of a stripe that were fetched from others, and notes which were read from here.
    interface Keeper {
        /// Does nothing.
        Keeper NONE = new Keeper() {
            @Override
            public void fetched(Stripe stripe, Map<Cid, byte[]> shards) {}

            @Override
            public void readHere(Collection<Cid> shards) {}
        };

        /// @param shards each the first `stripe.shardBytes()` bytes of its array
        void fetched(Stripe stripe, Map<Cid, byte[]> shards);

        void readHere(Collection<Cid> shards);
    }

    /// Names those to ask when nobody near is left.
    @FunctionalInterface
    interface Wider {
        List<PeerId> peers() throws IOException;
    }

    /// @param stripes those that will be fetched, in the order they are likely to be
    /// @param peers whom to ask, best first
    /// @param wider whom to ask when they do not suffice
    ShardFinder(List<Stripe> stripes, Means means, List<PeerId> peers, Wider wider) {
        this.means = means;
        this.peers = new CopyOnWriteArrayList<>(peers);
        this.writing = new ShardsBeingKept(means.keeper(), spares);
        this.wider = wider;
        this.inquiries =
                new Inquiries(stripes, means.client(), means.knowledge().sightings());
    }

    @Override
    public byte[] @Nullable [] fetch(Stripe stripe, int needed) throws IOException {
        byte[] @Nullable [] shards = new byte[stripe.shards().size()] @Nullable [];
        int found = fromHere(stripe, needed, shards);
        if (found > 0) {
            means.keeper()
                    .readHere(IntStream.range(0, shards.length)
                            .filter(row -> shards[row] != null)
                            .mapToObj(stripe.shards()::get)
                            .toList());
        }
        if (found < needed) {
            long began = means.knowledge().nanos();
            ShardRound round = new ShardRound(this, stripe, needed, shards);
            round.run(found);
            if (inquiries.asked(stripe)) {
                inquiries.prepare(stripe, ASKED_BEFORE, peers);
            }
            learn(round.givers(), means.knowledge().nanos() - began);
            writing.begin(stripe, round.came());
        }
        return shards;
    }

    /// When waiting for the first byte takes as long as the bytes, two segments under way keep the line busy; when it
    /// takes
    /// no time, one does.
    private void learn(Collection<PeerId> givers, long nanos) {
        long waiting = givers.stream()
                .flatMap(peer -> means.client().latency(peer).stream())
                .mapToLong(Duration::toNanos)
                .max()
                .orElse(0);
        long flowing = Math.max(1, nanos - waiting);
        ahead = Math.clamp(1 + (waiting + flowing / 2) / flowing, 1, MOST_AHEAD);
    }

    @Override
    public int ahead() {
        return ahead;
    }

    @Override
    public void giveBack(byte[] shard) {
        if (!writing.retains(shard)) {
            spares.put(shard);
        }
    }

    /// Waits until what was fetched is kept.
    void settle() {
        writing.await();
    }

    @Override
    public byte[] spare(int bytes) {
        return spares.take(bytes);
    }

    /// Which peers say that they have a shard, when all were asked.
    Set<PeerId> holders(Stripe stripe, int row) throws IOException {
        try {
            inquiries.about(stripe, peers).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking who has a shard");
        }
        return inquiries.holders(stripe.shards().get(row));
    }

    /// How many peers gave anything.
    int gave() {
        return gave.size();
    }

    Means means() {
        return means;
    }

    Inquiries inquiries() {
        return inquiries;
    }

    List<PeerId> peers() {
        return peers;
    }

    /// Those further away, who are from now on among those to ask; looked for once.
    List<PeerId> further() throws IOException {
        List<PeerId> known = further;
        if (known == null) {
            known = wider.peers().stream().filter(peer -> !peers.contains(peer)).toList();
            further = known;
            peers.addAll(known);
        }
        return known;
    }

    /// How many questions a peer has to answer for this reader now.
    AtomicInteger load(PeerId peer) {
        return busy.computeIfAbsent(peer, stranger -> new AtomicInteger());
    }

    boolean hasGiven(PeerId peer) {
        return gave.contains(peer);
    }

    void gave(PeerId peer) {
        gave.add(peer);
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
            return means.blobs().read(shard, shardBytes);
        } catch (IOException e) { // damaged, or a sector that cannot be read
            System.getLogger(ShardFinder.class.getName())
                    .log(System.Logger.Level.WARNING, "a shard on this disk went bad; fetching it from others", e);
            return Optional.empty();
        }
    }
}
