package community.kith.store.blob;

import java.util.Random;

/// The contract where every blob is a file of its own.
class DiskBlobsInFilesTest extends DiskBlobsTest {
    @Override
    DiskOptions options(long capacityBytes) {
        return new DiskOptions(capacityBytes, 0, 64 * 1024, 10, MIB, new Random(1));
    }
}
