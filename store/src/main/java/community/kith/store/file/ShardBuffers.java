package community.kith.store.file;

import community.kith.store.manifest.Shape;
import java.util.Arrays;

/// One set of shards, which is filled again and again. For one thread.
final class ShardBuffers {
    private Shape shape = new Shape(1, 1);
    private byte[][] shards = {{}};

    /// A set of n shards of this size, with anything in them. Copies (k = 1) are one array n times.
    byte[][] take(Shape wanted, int shardBytes) {
        if (!shape.equals(wanted) || shards[0].length != shardBytes) {
            shards = new byte[wanted.n()][];
            Arrays.setAll(shards, row -> row > 0 && wanted.k() == 1 ? shards[0] : new byte[shardBytes]);
            shape = wanted;
        }
        return shards;
    }
}
