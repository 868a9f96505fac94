package community.kith.node.replication;

import java.util.ArrayDeque;
import java.util.Deque;

/// Arrays that held shards and may hold others. Thread safe, bounded.
final class SpareShards {
    /// What one segment of the usual size takes.
    private static final long MOST_BYTES = 20 << 20;

    private final Deque<byte[]> spares = new ArrayDeque<>();
    private long heldBytes;

    /// An array of this length or a longer one, with anything in it. Segments end where their content says, so the
    /// arrays become as long as the longest shards, and somewhat longer.
    synchronized byte[] take(int bytes) {
        byte[] spare = spares.poll();
        heldBytes -= spare == null ? 0 : spare.length;
        if (spare != null && spare.length >= bytes) {
            return spare;
        }
        return new byte[spare == null ? bytes : bytes + bytes / 8];
    }

    synchronized void put(byte[] shard) {
        if (heldBytes + shard.length <= MOST_BYTES) {
            spares.push(shard);
            heldBytes += shard.length;
        }
    }
}
