package community.kith.sim.world;

import community.kith.base.name.Cid;
import community.kith.store.blob.BlobBatch;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.MemoryBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A disk in memory that tells what goes in and out.
final class WatchedBlobs implements Blobs {
    private final MemoryBlobs blobs = new MemoryBlobs();
    private final int resident;
    private final DiskWatch watch;

    WatchedBlobs(int resident, DiskWatch watch) {
        this.resident = resident;
        this.watch = watch;
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
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        blobs.put(expected, in, sizeBytes);
        watch.taken(resident, expected, sizeBytes);
    }

    @Override
    public Cid put(byte[] bytes, int offset, int length) throws IOException {
        return blobs.put(bytes, offset, length);
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        blobs.putHashed(cid, bytes, offset, length);
    }

    @Override
    public BlobBatch batch() {
        return blobs.batch();
    }

    @Override
    public Optional<InputStream> open(Cid cid, long from, long to) {
        Optional<InputStream> opened = blobs.open(cid, from, to);
        opened.ifPresent(in -> watch.given(resident, cid, to - from));
        return opened;
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
    public boolean delete(Cid cid) {
        return blobs.delete(cid);
    }

    @Override
    public void forEach(Consumer<Cid> visitor) {
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
    public long freeBytes() {
        return blobs.freeBytes();
    }

    @Override
    public void close() {
        blobs.close();
    }
}
