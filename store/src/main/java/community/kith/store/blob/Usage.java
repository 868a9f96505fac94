package community.kith.store.blob;

/// How much a store holds and has promised to hold. Guards its fields with its own lock.
public final class Usage {
    private final long capacityBytes;
    private long usedBytes;
    private long reservedBytes;
    private long count;

    /// A store that has been found to hold so much.
    public Usage(long capacityBytes, long count, long usedBytes) {
        if (capacityBytes < 0) {
            throw new IllegalArgumentException("capacity of " + capacityBytes + " bytes");
        }
        this.capacityBytes = capacityBytes;
        this.count = count;
        this.usedBytes = usedBytes;
    }

    /// Sets room aside for a blob that is about to be written.
    ///
    /// @throws StorageFullException when there is not so much
    public synchronized void reserve(long sizeBytes) throws StorageFullException {
        if (sizeBytes > capacityBytes - usedBytes - reservedBytes) {
            throw new StorageFullException("no room for %d bytes: %d of %d are used and %d promised"
                    .formatted(sizeBytes, usedBytes, capacityBytes, reservedBytes));
        }
        reservedBytes += sizeBytes;
    }

    /// Gives reserved room back.
    public synchronized void release(long sizeBytes) {
        reservedBytes -= sizeBytes;
    }

    /// A reserved blob came to be there.
    public synchronized void added(long sizeBytes) {
        reservedBytes -= sizeBytes;
        usedBytes += sizeBytes;
        count++;
    }

    /// A blob came to be there, whatever was reserved for it.
    synchronized void appeared(long sizeBytes) {
        usedBytes += sizeBytes;
        count++;
    }

    /// A blob went away.
    public synchronized void removed(long sizeBytes) {
        usedBytes -= sizeBytes;
        count--;
    }

    /// What the blobs add up to.
    public synchronized long usedBytes() {
        return usedBytes;
    }

    /// How many blobs there are.
    public synchronized long count() {
        return count;
    }

    /// What is left of the capacity.
    public synchronized long freeBytes() {
        return Math.max(0, capacityBytes - usedBytes - reservedBytes);
    }
}
