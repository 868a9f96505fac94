package community.kith.p2p.muxer;

import community.kith.p2p.security.SecureChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Puts frames on the wire, one at a time, in turns between streams.
///
/// Whoever has bytes to send seals them itself, under a fair lock, and whoever is last in the line flushes for all who
/// came before. The thread that reads the session must never wait for the wire, or two ends could wait for each other:
/// what it has to say goes into a bounded queue that [#sendQueued()] empties on a thread of its own.
final class FrameWriter {
    private static final byte[] NOTHING = {};

    private final SecureChannel channel;
    private final LongSupplier nanoTime;
    private final BlockingQueue<byte[]> queued;
    private final ReentrantLock lock = new ReentrantLock(true);
    /// When the lock's holder began to write, or 0; written under the lock.
    private volatile long writingSince;

    FrameWriter(SecureChannel channel, LongSupplier nanoTime, int queueLength) {
        this.channel = channel;
        this.nanoTime = nanoTime;
        this.queued = new LinkedBlockingQueue<>(queueLength);
    }

    int maxPayload() {
        return channel.maxRecordBytes() - Frame.HEADER_BYTES;
    }

    /// Sends a data frame; when `more` follows at once from the same caller, the bytes may wait for it.
    void data(int stream, int flags, byte[] b, int off, int len, boolean more) throws IOException {
        send(Frame.header(Frame.DATA, flags, stream, len), b, off, len, more);
    }

    void send(byte[] header) throws IOException {
        send(header, NOTHING, 0, 0, false);
    }

    private void send(byte[] header, byte[] b, int off, int len, boolean more) throws IOException {
        lock.lock();
        try {
            writingSince = nanoTime.getAsLong() | 1;
            channel.write(header, b, off, len);
            if (!more && !lock.hasQueuedThreads()) {
                channel.flush();
            }
        } finally {
            writingSince = 0;
            lock.unlock();
        }
    }

    /// Sends what a caller left behind when it announced more and then failed.
    void flush() throws IOException {
        lock.lock();
        try {
            channel.flush();
        } finally {
            lock.unlock();
        }
    }

    /// Leaves a frame for the queue's thread; false when the queue is full, which only a hostile peer achieves.
    boolean queue(byte[] header) {
        return queued.offer(header);
    }

    /// Sends what is queued, until interrupted or the channel fails.
    void sendQueued() throws IOException, InterruptedException {
        while (true) {
            send(queued.take());
        }
    }

    /// Sends a last frame if the wire is free within a moment.
    void farewell(byte[] header, Duration patience) throws IOException {
        try {
            if (lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    channel.write(header, NOTHING, 0, 0);
                    channel.flush();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether one write has been stuck for longer than `patience`.
    boolean stuck(Duration patience) {
        long since = writingSince;
        return since != 0 && nanoTime.getAsLong() - since > patience.toNanos();
    }
}
