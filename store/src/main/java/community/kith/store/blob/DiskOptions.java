package community.kith.store.blob;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// How a [DiskBlobs] arranges its folder.
///
/// @param capacityBytes what the blobs together may take, besides what the disk allows
/// @param smallBytes the largest blob that goes into a pack
/// @param packBytes how large a pack becomes before the next is begun
/// @param tailRecords changes to the index after which it is written down
/// @param tailBytes the same by what packs have grown; so much is read again after a crash
/// @param chance salts packs
public record DiskOptions(
        long capacityBytes, int smallBytes, int packBytes, int tailRecords, long tailBytes, RandomGenerator chance) {
    /// More than this is never taken for a record of a pack.
    static final int MAX_SMALL_BYTES = 512 * 1024;

    private static final int MIB = 1024 * 1024;

    public DiskOptions {
        if (capacityBytes < 0) {
            throw new IllegalArgumentException("capacity of " + capacityBytes + " bytes");
        }
        if (smallBytes < 0 || smallBytes > MAX_SMALL_BYTES - Frame.BYTES - Frame.ALIGNED) {
            throw new IllegalArgumentException("packs are not for blobs of " + smallBytes + " bytes");
        }
        if (packBytes < Pack.FIRST || tailRecords < 1 || tailBytes < 1) {
            throw new IllegalArgumentException("packs of %d bytes, index after %d records or %d bytes"
                    .formatted(packBytes, tailRecords, tailBytes));
        }
    }

    /// What suits most, within a capacity.
    public static DiskOptions of(long capacityBytes) {
        return new DiskOptions(capacityBytes, 256 * 1024, 128 * MIB, 64 * 1024, 64L * MIB, new SecureRandom());
    }
}
