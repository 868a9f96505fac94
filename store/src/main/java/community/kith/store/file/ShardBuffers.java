package community.kith.store.file;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Two sets of shards that take turns: one is being filled while the sink has the other. For one thread.
final class ShardBuffers {
    private final int k;
    private final int n;
    private byte @Nullable [][] free;
    private byte @Nullable [][] lent;

    ShardBuffers(int k, int n) {
        this.k = k;
        this.n = n;
    }

    /// A set of n shards of this size, with anything in them. Copies (k = 1) are one array n times.
    byte[][] take(int shardBytes) {
        byte[][] reused = free;
        free = null;
        if (reused != null && reused[0].length == shardBytes) {
            return reused;
        }
        byte[][] fresh = new byte[n][];
        Arrays.setAll(fresh, row -> row > 0 && k == 1 ? fresh[0] : new byte[shardBytes]);
        return fresh;
    }

    /// These are with the sink now, so it has done with those before.
    void lent(byte[][] shards) {
        free = lent;
        lent = shards;
    }
}
