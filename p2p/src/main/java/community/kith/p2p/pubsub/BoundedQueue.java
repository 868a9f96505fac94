package community.kith.p2p.pubsub;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A queue that never makes its writer wait: what does not fit is refused. Thread-safe.
final class BoundedQueue<T> {
    private final int maxItems;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Entry<T>> entries = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    private record Entry<T>(T item, int sizeBytes) {}

    BoundedQueue(int maxItems, long maxBytes) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
    }

    /// Whether there was room.
    boolean offer(T item, int sizeBytes) {
        lock.lock();
        try {
            if (closed || entries.size() >= maxItems || bytes + sizeBytes > maxBytes) {
                return false;
            }
            entries.add(new Entry<>(item, sizeBytes));
            bytes += sizeBytes;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next item; empty once the queue is closed.
    Optional<T> take() {
        lock.lock();
        try {
            while (entries.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Entry<T> next = closed ? null : entries.remove();
            if (next == null) {
                return Optional.empty();
            }
            bytes -= next.sizeBytes();
            return Optional.of(next.item());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            entries.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
