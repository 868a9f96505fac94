package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Blobs in memory, gone with the process: for tests and the simulator. Guarded by its own lock.
public final class MemoryBlobs implements Blobs {
    private final Map<Cid, byte[]> blobs = new LinkedHashMap<>();
    private final Usage usage;

    public MemoryBlobs() {
        this(Long.MAX_VALUE);
    }

    public MemoryBlobs(long capacityBytes) {
        this.usage = new Usage(capacityBytes, 0, 0);
    }

    @Override
    public synchronized boolean has(Cid cid) {
        return blobs.containsKey(cid);
    }

    @Override
    public synchronized OptionalLong size(Cid cid) {
        byte[] bytes = blobs.get(cid);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        byte[] bytes = take(in, sizeBytes);
        Cid cid = Cid.ofRaw(bytes);
        keep(cid, bytes);
        return cid;
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        keep(expected, take(expected, in, sizeBytes));
    }

    @Override
    public Cid put(byte[] bytes, int offset, int length) throws IOException {
        return put(new ByteArrayInputStream(bytes, offset, length), length);
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        Names.require(cid);
        keep(cid, take(new ByteArrayInputStream(bytes, offset, length), length));
    }

    /// Takes bytes that must be what `expected` names.
    byte[] take(Cid expected, InputStream in, long sizeBytes) throws IOException {
        Names.require(expected);
        byte[] bytes = take(in, sizeBytes);
        if (!Cid.ofRaw(bytes).equals(expected)) {
            usage.release(bytes.length);
            throw new ProtocolException("%d bytes given as %s are not what it names".formatted(sizeBytes, expected));
        }
        return bytes;
    }

    /// Takes bytes and the room for them, which [#keep] or [#release] settles.
    byte[] take(InputStream in, long sizeBytes) throws IOException {
        if (sizeBytes > Integer.MAX_VALUE - 8) {
            throw new StorageFullException("a blob of " + sizeBytes + " bytes does not fit into memory");
        }
        usage.reserve(sizeBytes);
        byte[] bytes = new byte[0];
        try {
            bytes = in.readNBytes(Math.toIntExact(sizeBytes));
        } finally {
            if (bytes.length < sizeBytes) {
                usage.release(sizeBytes);
            }
        }
        if (bytes.length < sizeBytes) {
            throw new EOFException("a blob of %d bytes ended after %d".formatted(sizeBytes, bytes.length));
        }
        return bytes;
    }

    synchronized void keep(Cid cid, byte[] bytes) {
        byte[] before = blobs.put(cid, bytes);
        if (before != null) {
            usage.removed(before.length);
        }
        usage.added(bytes.length);
    }

    void release(byte[] bytes) {
        usage.release(bytes.length);
    }

    @Override
    public BlobBatch batch() {
        return new MemoryBatch(this);
    }

    @Override
    public Optional<InputStream> open(Cid cid, long from, long to) {
        return bytes(cid).map(bytes -> {
            Objects.checkFromToIndex(from, to, bytes.length);
            return new ByteArrayInputStream(bytes, (int) from, (int) (to - from));
        });
    }

    @Override
    public Optional<byte[]> read(Cid cid, int maxBytes) throws IOException {
        Optional<byte[]> bytes = bytes(cid);
        if (bytes.isPresent() && bytes.get().length > maxBytes) {
            throw new IOException("blob %s has %d bytes, more than %d".formatted(cid, bytes.get().length, maxBytes));
        }
        return verify(cid) ? bytes.map(byte[]::clone) : Optional.empty();
    }

    @Override
    public boolean verify(Cid cid) throws IOException {
        Optional<byte[]> bytes = bytes(cid);
        if (bytes.isPresent() && !Arrays.equals(Sha256.of(bytes.get()), cid.digest())) {
            delete(cid);
            throw new DamagedBlobException(cid, "its hash has changed; dropped");
        }
        return bytes.isPresent();
    }

    private synchronized Optional<byte[]> bytes(Cid cid) {
        return Optional.ofNullable(blobs.get(cid));
    }

    @Override
    public synchronized boolean delete(Cid cid) {
        byte[] bytes = blobs.remove(cid);
        if (bytes != null) {
            usage.removed(bytes.length);
        }
        return bytes != null;
    }

    @Override
    public void forEach(Consumer<Cid> visitor) {
        names().forEach(visitor);
    }

    private synchronized List<Cid> names() {
        return List.copyOf(blobs.keySet());
    }

    @Override
    public long count() {
        return usage.count();
    }

    @Override
    public long usedBytes() {
        return usage.usedBytes();
    }

    @Override
    public long freeBytes() {
        return usage.freeBytes();
    }

    @Override
    public void close() {}

    /// Flips one bit of a stored blob, as a failing disk would.
    public synchronized void damage(Cid cid, long atByte) {
        byte[] bytes = Objects.requireNonNull(blobs.get(cid), "no such blob").clone();
        bytes[Math.toIntExact(atByte)] ^= 1;
        blobs.put(cid, bytes);
    }
}
