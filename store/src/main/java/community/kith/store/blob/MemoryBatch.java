package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// Blobs that have their room in memory and are not yet there.
final class MemoryBatch implements BlobBatch {
    private final MemoryBlobs blobs;
    private final Map<Cid, byte[]> waiting = new LinkedHashMap<>();

    MemoryBatch(MemoryBlobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        byte[] bytes = blobs.take(in, sizeBytes);
        Cid cid = Cid.ofRaw(bytes);
        hold(cid, bytes);
        return cid;
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        hold(expected, blobs.take(expected, in, sizeBytes));
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        Names.require(cid);
        hold(cid, blobs.take(new ByteArrayInputStream(bytes, offset, length), length));
    }

    private void hold(Cid cid, byte[] bytes) {
        byte[] before = waiting.put(cid, bytes);
        if (before != null) {
            blobs.release(before);
        }
    }

    @Override
    public void commit() {
        waiting.forEach(blobs::keep);
        waiting.clear();
    }

    @Override
    public void close() {
        waiting.values().forEach(blobs::release);
        waiting.clear();
    }
}
