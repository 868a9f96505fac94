package community.kith.store.file;

import community.kith.base.name.Cid;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Keeps what a put hands over and gives back any k rows of it, chosen by a seed.
final class Shelf implements SegmentSink, ShardSource, KnownChunks {
    final Map<Cid, byte[]> shards = Collections.synchronizedMap(new LinkedHashMap<>());
    final List<Segment> taken = new ArrayList<>();
    final Map<ByteBuffer, KnownChunks.Place> chunks = new HashMap<>();
    private final Random random;

    Shelf(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void accept(CodedSegment segment) throws IOException {
        Stripe stripe = segment.segment().stripe();
        taken.add(segment.segment());
        for (int row = 0; row < stripe.n(); row++) {
            byte[] shard = Arrays.copyOf(segment.shards()[row], stripe.shardBytes());
            if (!Cid.ofRaw(shard).equals(stripe.shards().get(row))) {
                throw new IOException("row " + row + " is not what its name says");
            }
            shards.put(stripe.shards().get(row), shard);
        }
        for (Chunk chunk : segment.chunks()) {
            chunks.put(ByteBuffer.wrap(chunk.digest()), new KnownChunks.Place(segment.segment(), chunk.offset()));
        }
    }

    @Override
    public byte[] @Nullable [] fetch(Stripe stripe, int needed) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < stripe.shards().size(); row++) {
            rows.add(row);
        }
        Collections.shuffle(rows, random);
        byte[][] found = new byte[stripe.shards().size()][];
        for (int row : rows.subList(0, needed)) {
            byte[] shard = Objects.requireNonNull(shards.get(stripe.shards().get(row)));
            found[row] = Arrays.copyOf(shard, shard.length + random.nextInt(1_000)); // a used array may be longer
        }
        return found;
    }

    @Override
    public Optional<Place> find(byte[] digest, int length) {
        return Optional.ofNullable(chunks.get(ByteBuffer.wrap(digest)));
    }

    /// Whoever still looks at it sees that it is another's now.
    @Override
    public void giveBack(byte[] shard) {
        random.nextBytes(shard);
    }

    boolean contains(byte[] canary) {
        return shards.values().stream().anyMatch(shard -> indexOf(shard, canary) >= 0);
    }

    static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
