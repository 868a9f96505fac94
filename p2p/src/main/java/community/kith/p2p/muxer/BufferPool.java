package community.kith.p2p.muxer;

import java.util.concurrent.ArrayBlockingQueue;

/// A few buffers of one size that go round between the reader of the connection and the readers of its streams, so that
/// bytes in flow need no new memory.
final class BufferPool {
    static final int BUFFER_BYTES = 64 * 1024;
    private static final int KEPT = 16;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    byte[] take() {
        byte[] kept = free.poll();
        return kept == null ? new byte[BUFFER_BYTES] : kept;
    }

    /// Takes back a buffer nobody else holds; arrays of another size are left to the collector.
    void give(byte[] buffer) {
        if (buffer.length == BUFFER_BYTES) {
            free.offer(buffer);
        }
    }
}
