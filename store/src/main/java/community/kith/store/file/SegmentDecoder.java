package community.kith.store.file;

import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The data shards of a segment out of whichever shards a source has.
final class SegmentDecoder {
    private final ShardSource source;

    SegmentDecoder(ShardSource source) {
        this.source = source;
    }

    byte[][] dataShards(Segment segment) throws IOException {
        Stripe stripe = segment.stripe();
        int k = stripe.k();
        byte[] @Nullable [] shards = source.fetch(stripe, k).clone();
        check(stripe, shards);
        byte[] @Nullable [] computed = new byte[stripe.n()] @Nullable [];
        for (int row = 0; row < k; row++) {
            computed[row] = shards[row] == null ? source.spare(stripe.shardBytes()) : null;
        }
        new ReedSolomon(k, stripe.n()).recover(shards, computed, 0, stripe.shardBytes());
        for (int row = 0; row < k; row++) {
            byte[] made = computed[row];
            if (made != null) {
                checkName(stripe, made, row);
                shards[row] = made;
            }
        }
        for (byte[] parity : Arrays.copyOfRange(shards, k, stripe.n())) {
            if (parity != null) {
                source.giveBack(parity);
            }
        }
        return Arrays.copyOf(shards, k);
    }

    private static void check(Stripe stripe, byte[] @Nullable [] shards) throws IOException {
        if (shards.length != stripe.n()) {
            throw new IOException("%d rows were fetched instead of %d".formatted(shards.length, stripe.n()));
        }
        int present = 0;
        for (byte[] shard : shards) {
            if (shard != null) {
                present++;
                if (shard.length < stripe.shardBytes()) {
                    throw new IOException("a shard of %d bytes was fetched instead of %d"
                            .formatted(shard.length, stripe.shardBytes()));
                }
            }
        }
        if (present < stripe.k()) {
            throw new IOException("%d of %d shards were fetched".formatted(present, stripe.k()));
        }
    }

    /// Shards whose names are all right can still be of different contents, if their author made them so; then what
    /// is read would depend on which came.
    private static void checkName(Stripe stripe, byte[] shard, int row) throws ProtocolException {
        if (!ShardNames.of(shard, stripe.shardBytes()).equals(stripe.shards().get(row))) {
            throw new ProtocolException("the shards of a segment contradict each other in row " + row);
        }
    }
}
