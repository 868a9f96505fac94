package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.store.blob.BlobBatch;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Blobs on a disk that does what a test tells it.
public final class FaultyBlobs implements Blobs {
    private final Blobs blobs;
    private final Set<Cid> undeletable = ConcurrentHashMap.newKeySet();
    private volatile Optional<IOException> putFailure = Optional.empty();
    private volatile OptionalLong freeBytes = OptionalLong.empty();

    public FaultyBlobs(Blobs blobs) {
        this.blobs = blobs;
    }

    public void failsToDelete(Cid cid) {
        undeletable.add(cid);
    }

    /// Takes half of what is put, then fails.
    public void failsToPut(IOException failure) {
        putFailure = Optional.of(failure);
    }

    public void hasFree(long bytes) {
        freeBytes = OptionalLong.of(bytes);
    }

    public void works() {
        undeletable.clear();
        putFailure = Optional.empty();
        freeBytes = OptionalLong.empty();
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        if (putFailure.isPresent()) {
            in.skipNBytes(sizeBytes / 2);
            throw putFailure.get();
        }
        blobs.put(expected, in, sizeBytes);
    }

    @Override
    public boolean delete(Cid cid) throws IOException {
        if (undeletable.contains(cid)) {
            throw new IOException("input/output error");
        }
        return blobs.delete(cid);
    }

    @Override
    public long freeBytes() throws IOException {
        return freeBytes.isPresent() ? freeBytes.getAsLong() : blobs.freeBytes();
    }

    @Override
    public boolean has(Cid cid) {
        return blobs.has(cid);
    }

    @Override
    public OptionalLong size(Cid cid) {
        return blobs.size(cid);
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        return blobs.put(in, sizeBytes);
    }

    @Override
    public Cid put(byte[] bytes, int offset, int length) throws IOException {
        return blobs.put(bytes, offset, length);
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        if (putFailure.isPresent()) {
            throw putFailure.get();
        }
        blobs.putHashed(cid, bytes, offset, length);
    }

    @Override
    public BlobBatch batch() throws IOException {
        return blobs.batch();
    }

    @Override
    public Optional<InputStream> open(Cid cid, long from, long to) throws IOException {
        return blobs.open(cid, from, to);
    }

    @Override
    public Optional<byte[]> read(Cid cid, int maxBytes) throws IOException {
        return blobs.read(cid, maxBytes);
    }

    @Override
    public boolean verify(Cid cid) throws IOException {
        return blobs.verify(cid);
    }

    @Override
    public void forEach(Consumer<Cid> visitor) throws IOException {
        blobs.forEach(visitor);
    }

    @Override
    public long count() {
        return blobs.count();
    }

    @Override
    public long usedBytes() {
        return blobs.usedBytes();
    }

    @Override
    public void close() throws IOException {
        blobs.close();
    }
}
