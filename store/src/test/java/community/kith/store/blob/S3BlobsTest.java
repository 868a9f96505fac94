package community.kith.store.blob;

import community.kith.base.name.Cid;
import community.kith.store.s3.Bucket;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The same contract, in buckets of a real service.
@Tag("operators")
class S3BlobsTest extends BlobsContract {
    @TempDir
    private Path temporary;

    private int opened;
    private Bucket bucket;

    @Override
    Blobs open(long capacityBytes) throws IOException {
        Bucket fresh = Bucket.fresh();
        bucket = opened == 0 ? fresh : bucket;
        return fresh.open(temporary.resolve("store" + opened++), capacityBytes);
    }

    @Override
    void damage(Blobs blobs, Cid cid, int atByte) throws IOException {
        bucket.flip(cid, atByte);
    }
}
