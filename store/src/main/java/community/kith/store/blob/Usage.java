package community.kith.store.blob;

/// How much a store holds and has promised to hold. Guards its fields with its own lock.
final class Usage {
    private final long capacityBytes;
    private long usedBytes;
    private long reservedBytes;
    private long count;

    Usage(long capacityBytes, long count, long usedBytes) {
        if (capacityBytes < 0) {
            throw new IllegalArgumentException("capacity of " + capacityBytes + " bytes");
        }
        this.capacityBytes = capacityBytes;
        this.count = count;
        this.usedBytes = usedBytes;
    }

    /// Sets room aside for a blob that is about to be written.
    synchronized void reserve(long sizeBytes) throws StorageFullException {
        if (sizeBytes > capacityBytes - usedBytes - reservedBytes) {
            throw new StorageFullException("no room for %d bytes: %d of %d are used and %d promised"
                    .formatted(sizeBytes, usedBytes, capacityBytes, reservedBytes));
        }
        reservedBytes += sizeBytes;
    }

    synchronized void release(long sizeBytes) {
        reservedBytes -= sizeBytes;
    }

    /// A reserved blob came to be there.
    synchronized void added(long sizeBytes) {
        reservedBytes -= sizeBytes;
        usedBytes += sizeBytes;
        count++;
    }

    /// A blob went away.
    synchronized void removed(long sizeBytes) {
        usedBytes -= sizeBytes;
        count--;
    }

    synchronized long usedBytes() {
        return usedBytes;
    }

    synchronized long count() {
        return count;
    }

    synchronized long freeBytes() {
        return Math.max(0, capacityBytes - usedBytes - reservedBytes);
    }
}
