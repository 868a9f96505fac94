package community.kith.store.file;

import community.kith.base.crypto.Sha256;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Shape;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The data shards of a segment out of whichever shards a source has.
final class SegmentDecoder {
    private final int k;
    private final int n;
    private final ReedSolomon code;
    private final ShardSource source;

    SegmentDecoder(Shape shape, ShardSource source) {
        this.k = shape.k();
        this.n = shape.n();
        this.code = new ReedSolomon(k, n);
        this.source = source;
    }

    byte[][] dataShards(Segment segment) throws IOException {
        byte[] @Nullable [] shards = source.fetch(segment, k).clone();
        check(segment, shards);
        boolean[] computed = new boolean[k];
        for (int row = 0; row < k; row++) {
            computed[row] = shards[row] == null;
        }
        code.decodeData(shards, 0, segment.shardBytes());
        for (int row = 0; row < k; row++) {
            if (computed[row]) {
                checkName(segment, shards, row);
            }
        }
        for (byte[] parity : Arrays.copyOfRange(shards, k, n)) {
            if (parity != null) {
                source.giveBack(parity);
            }
        }
        return Arrays.copyOf(shards, k);
    }

    private void check(Segment segment, byte[] @Nullable [] shards) throws IOException {
        if (shards.length != n) {
            throw new IOException("%d rows were fetched instead of %d".formatted(shards.length, n));
        }
        int present = 0;
        for (byte[] shard : shards) {
            if (shard != null) {
                present++;
                if (shard.length != segment.shardBytes()) {
                    throw new IOException("a shard of %d bytes was fetched instead of %d"
                            .formatted(shard.length, segment.shardBytes()));
                }
            }
        }
        if (present < k) {
            throw new IOException("%d of %d shards were fetched".formatted(present, k));
        }
    }

    /// Shards whose names are all right can still be of different contents, if their author made them so; then what
    /// is read would depend on which came.
    private static void checkName(Segment segment, byte[] @Nullable [] shards, int row) throws ProtocolException {
        byte[] shard = shards[row];
        if (shard == null
                || !Arrays.equals(Sha256.of(shard), segment.shards().get(row).digest())) {
            throw new ProtocolException("the shards of a segment contradict each other in row " + row);
        }
    }
}
