package community.kith.store.disk;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/// A few buffers outside of the heap, as a disk takes them. Whoever finds none free waits for one; nobody keeps one
/// longer than a write to the disk takes. Thread safe.
final class AlignedBuffers {
    static final int BUFFER_BYTES = 512 * 1024;

    private static final int ALIGNMENT_BYTES = 4096;
    private static final int MOST = 4;

    private final Semaphore permits = new Semaphore(MOST);
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    /// One that is empty; give it back.
    ByteBuffer take() {
        permits.acquireUninterruptibly();
        synchronized (this) {
            ByteBuffer buffer = free.poll();
            if (buffer != null) {
                return buffer.clear();
            }
        }
        return ByteBuffer.allocateDirect(BUFFER_BYTES + ALIGNMENT_BYTES).alignedSlice(ALIGNMENT_BYTES);
    }

    void giveBack(ByteBuffer buffer) {
        synchronized (this) {
            free.push(buffer);
        }
        permits.release();
    }
}
