package community.kith.p2p.memory;

import community.kith.p2p.muxer.StreamResetException;
import community.kith.p2p.muxer.Waiting;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One direction of a memory stream: a bounded queue of bytes between one writer and one reader.
final class MemoryPipe {
    private static final int CAPACITY_BYTES = 256 * 1024;

    /// The state of the writing end.
    private enum End {
        OPEN,
        CLOSED,
        RESET
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /// Guarded by lock, as are all below.
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>(2);

    private int consumedOfFirst;
    private int queuedBytes;
    private boolean unread;
    private End end = End.OPEN;
    private Duration readWait = Duration.ZERO;
    private Duration writeWait = Duration.ZERO;

    final InputStream in = new Reading();
    final OutputStream out = new Writing();

    void closeWrite() {
        lock.lock();
        try {
            if (end == End.OPEN) {
                end = End.CLOSED;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The reader goes away: the writer's bytes are no longer kept.
    void closeRead() {
        lock.lock();
        try {
            unread = true;
            pieces.clear();
            queuedBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            end = End.RESET;
            pieces.clear();
            queuedBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void readWait(Duration bound) {
        lock.lock();
        try {
            readWait = bound;
        } finally {
            lock.unlock();
        }
    }

    void writeWait(Duration bound) {
        lock.lock();
        try {
            writeWait = bound;
        } finally {
            lock.unlock();
        }
    }

    private final class Reading extends InputStream {
        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, b.length);
            if (len == 0) {
                return 0;
            }
            lock.lock();
            try {
                Waiting.until(changed, readWait, () -> !pieces.isEmpty() || end != End.OPEN || unread);
                if (end == End.RESET) {
                    throw new StreamResetException("the memory stream was reset");
                }
                return pieces.isEmpty() ? -1 : take(b, off, len);
            } finally {
                lock.unlock();
            }
        }

        private int take(byte[] b, int off, int len) {
            byte[] first = pieces.getFirst();
            int n = Math.min(len, first.length - consumedOfFirst);
            System.arraycopy(first, consumedOfFirst, b, off, n);
            consumedOfFirst += n;
            queuedBytes -= n;
            if (consumedOfFirst == first.length) {
                pieces.removeFirst();
                consumedOfFirst = 0;
            }
            changed.signalAll();
            return n;
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return queuedBytes;
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Writing extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, b.length);
            lock.lock();
            try {
                int from = off;
                int left = len;
                while (left > 0) {
                    awaitRoom();
                    int n = Math.min(left, CAPACITY_BYTES - queuedBytes);
                    byte[] piece = new byte[n];
                    System.arraycopy(b, from, piece, 0, n);
                    pieces.addLast(piece);
                    queuedBytes += n;
                    from += n;
                    left -= n;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        private void awaitRoom() throws IOException {
            Waiting.until(changed, writeWait, () -> queuedBytes < CAPACITY_BYTES || end != End.OPEN || unread);
            if (end == End.CLOSED) {
                throw new EOFException("this side of the memory stream is closed");
            }
            if (end == End.RESET || unread) {
                throw new StreamResetException("the memory stream was reset");
            }
        }

        @Override
        public void close() {
            closeWrite();
        }
    }
}
