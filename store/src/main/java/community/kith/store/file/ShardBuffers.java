package community.kith.store.file;

import community.kith.store.manifest.Shape;
import java.util.Arrays;

/// One set of arrays for shards, which is filled again and again. Segments end where their content says, so the arrays
/// are
/// as long as the longest shards so far, and somewhat longer. For one thread.
final class ShardBuffers {
    private Shape shape = new Shape(1, 1);
    private byte[][] shards = {{}};

    /// A set of n arrays for shards of this size, with anything in them. Copies (k = 1) are one array n times.
    byte[][] take(Shape wanted, int shardBytes) {
        if (!shape.equals(wanted) || shards[0].length < shardBytes) {
            shards = new byte[0][]; // the old ones may go before the new ones come
            byte[][] fresh = new byte[wanted.n()][];
            Arrays.setAll(fresh, row -> row > 0 && wanted.k() == 1 ? fresh[0] : new byte[roomy(shardBytes)]);
            shards = fresh;
            shape = wanted;
        }
        return shards;
    }

    private static int roomy(int shardBytes) {
        return shardBytes + shardBytes / 8;
    }
}
