package community.kith.store.blob;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The room for blobs: what their capacity and the disk allow, but for what is spared for whoever writes down on the
/// same disk what the blobs are for. A disk that blobs filled to the brim could not even take down that one is to go.
///
/// The disk is asked after each mebibyte, not for each blob.
final class Room {
    static final long SPARED_BYTES = 8L << 20;

    private static final long ASKED_EVERY_BYTES = 1L << 20;

    private final Volume volume;
    private final Supplier<Usage> usage;
    private final AtomicLong unasked = new AtomicLong(ASKED_EVERY_BYTES);
    /// What was set aside and may not be written yet.
    private final AtomicLong underWay = new AtomicLong();

    Room(Volume volume, Supplier<Usage> usage) {
        this.volume = volume;
        this.usage = usage;
    }

    /// Sets room aside for a blob that is about to be written.
    ///
    /// @throws StorageFullException when there is not so much
    void reserve(long sizeBytes) throws IOException {
        usage.get().reserve(sizeBytes);
        underWay.addAndGet(sizeBytes);
        boolean there = false;
        try {
            requireDisk(sizeBytes);
            there = true;
        } finally {
            if (!there) {
                release(sizeBytes);
            }
        }
    }

    private void requireDisk(long sizeBytes) throws IOException {
        if (unasked.addAndGet(sizeBytes) < ASKED_EVERY_BYTES) {
            return;
        }
        if (freeOnDisk() < underWay.get()) {
            unasked.set(ASKED_EVERY_BYTES);
            throw new StorageFullException("no room for %d bytes on the disk".formatted(sizeBytes));
        }
        unasked.set(0);
    }

    private long freeOnDisk() throws IOException {
        return Math.max(0, volume.usableBytes() - SPARED_BYTES);
    }

    /// Gives reserved room back.
    void release(long sizeBytes) {
        usage.get().release(sizeBytes);
        underWay.addAndGet(-sizeBytes);
    }

    /// What is left.
    long freeBytes() throws IOException {
        return Math.min(usage.get().freeBytes(), freeOnDisk());
    }
}
