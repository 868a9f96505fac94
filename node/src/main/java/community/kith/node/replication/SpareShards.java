package community.kith.node.replication;

import java.util.ArrayDeque;
import java.util.Deque;

/// Arrays that held shards and may hold others. Thread safe, bounded.
final class SpareShards {
    /// What one segment of the usual size takes.
    private static final long MOST_BYTES = 20 << 20;

    private final Deque<byte[]> spares = new ArrayDeque<>();

    /// An array of this length with anything in it.
    synchronized byte[] take(int bytes) {
        byte[] spare = spares.poll();
        if (spare != null && spare.length == bytes) {
            return spare;
        }
        spares.clear(); // the last segment is shorter than all others
        return new byte[bytes];
    }

    synchronized void put(byte[] shard) {
        if ((spares.size() + 1L) * shard.length <= MOST_BYTES) {
            spares.push(shard);
        }
    }
}
