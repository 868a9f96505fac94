package community.kith.store.file;

import community.kith.store.manifest.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Two sets of shards that take turns: one is being filled while the sink has the other. For one thread.
final class ShardBuffers {
    private @Nullable Lot free;
    private @Nullable Lot lent;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Lot(Shape shape, byte[][] shards) {}

    /// A set of n shards of this size, with anything in them. Copies (k = 1) are one array n times.
    byte[][] take(Shape shape, int shardBytes) {
        Lot reused = free;
        free = null;
        if (reused != null && reused.shape.equals(shape) && reused.shards[0].length == shardBytes) {
            return reused.shards;
        }
        byte[][] fresh = new byte[shape.n()][];
        Arrays.setAll(fresh, row -> row > 0 && shape.k() == 1 ? fresh[0] : new byte[shardBytes]);
        return fresh;
    }

    /// These are with the sink now, so it has done with those before.
    void lent(Shape shape, byte[][] shards) {
        free = lent;
        lent = new Lot(shape, shards);
    }
}
