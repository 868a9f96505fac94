package community.kith.store.blob;

import community.kith.base.name.Cid;

class MemoryBlobsTest extends BlobsContract {
    @Override
    Blobs open(long capacityBytes) {
        return new MemoryBlobs(capacityBytes);
    }

    @Override
    void damage(Blobs blobs, Cid cid, int atByte) {
        ((MemoryBlobs) blobs).damage(cid, atByte);
    }
}
