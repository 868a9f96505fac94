package community.kith.store.s3;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.blob.BlobBatch;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.DamagedBlobException;
import community.kith.store.blob.Names;
import community.kith.store.blob.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Blobs as objects of a bucket, one each; docs/spec/s3-store.md describes it.
///
/// What is there is known from an index in a folder of this computer, so that [#has], [#count] and [#usedBytes] ask
/// nobody and are exact also after a crash, without listing the bucket. A blob is acknowledged when the service has
/// acknowledged it; the service checks the bytes against the name on their way in. A deleted blob counts no more when
/// [#delete] returns; its object goes soon after, in the background. A damaged one counts no more and its object stays
/// until it is put again: should the service answer nonsense for a while, nothing is destroyed because of it.
public final class S3Blobs implements Blobs {
    private static final int LOCKS = 256;

    private final S3Client client;
    private final Tenancy tenancy;
    private final BlobIndex index;
    private final Usage usage;
    private final Deletions deletions;
    /// Guards the object of each blob while it changes; which one, its hash decides.
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /// Takes a bucket into use, or up again.
    ///
    /// @param folder for the index and what is on its way
    /// @param capacityBytes what the blobs together may take
    /// @param entropy unpredictable: the mark in a new bucket is made of it
    /// @throws IOException when the bucket cannot be reached, belongs to another store, or another process has the
    /// folder
    public static S3Blobs open(S3Client client, Path folder, long capacityBytes, RandomGenerator entropy)
            throws IOException {
        var tenancy = Tenancy.begin(client, folder, entropy);
        return new S3Blobs(client, tenancy, capacityBytes);
    }

    private S3Blobs(S3Client client, Tenancy tenancy, long capacityBytes) {
        Arrays.setAll(locks, i -> new ReentrantLock());
        this.client = client;
        this.tenancy = tenancy;
        this.index = tenancy.index();
        this.usage = new Usage(capacityBytes, index.count(), index.usedBytes());
        this.deletions = new Deletions(this::deleteObject, index);
    }

    @Override
    public boolean has(Cid cid) {
        return size(cid).isPresent();
    }

    @Override
    public OptionalLong size(Cid cid) {
        return Names.fits(cid) ? index.size(cid) : OptionalLong.empty();
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        try (var spool = spool(sizeBytes)) {
            var cid = spool.fill(in);
            upload(spool, cid);
            return cid;
        }
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        Names.require(expected);
        try (var spool = spool(sizeBytes)) {
            upload(spool, requireSame(expected, spool.fill(in), sizeBytes));
        }
    }

    @Override
    public Cid put(byte[] bytes, int offset, int length) throws IOException {
        return put(new ByteArrayInputStream(bytes, offset, length), length);
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        Names.require(cid);
        Objects.checkFromIndexSize(offset, length, bytes.length);
        try (var spool = spool(length)) {
            spool.fill(bytes, offset);
            upload(spool, cid);
        }
    }

    @Override
    public BlobBatch batch() {
        return new S3Batch(this);
    }

    Spool spool(long sizeBytes) throws IOException {
        return new Spool(usage, tenancy.temporary(), sizeBytes);
    }

    static Cid requireSame(Cid expected, Cid actual, long sizeBytes) throws ProtocolException {
        if (!expected.equals(actual)) {
            throw new ProtocolException("%d bytes given as %s are not what it names".formatted(sizeBytes, expected));
        }
        return expected;
    }

    /// Sends a blob to the bucket; when this returns it is there, and when it throws it does not count.
    void upload(Spool spool, Cid cid) throws IOException {
        alone(cid, () -> {
            tenancy.requireOpen();
            index.unsure(Map.of(cid, spool.sizeBytes()));
            try {
                client.put(Names.hex(cid), spool.payload(cid));
            } catch (IOException e) {
                takeBack(cid, e);
                throw e;
            }
            var before = index.there(cid, spool.sizeBytes());
            before.ifPresent(usage::removed);
            spool.kept();
            return true;
        });
    }

    /// After a put that failed the bucket may have the blob nonetheless. If it was there before it still is, the same
    /// bytes; otherwise it is doomed.
    private void takeBack(Cid cid, IOException why) {
        try {
            var before = index.size(cid);
            if (before.isPresent()) {
                index.there(cid, before.getAsLong());
            } else {
                index.doomed(cid, 0);
                deletions.wake();
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public Optional<InputStream> open(Cid cid, long from, long to) throws IOException {
        var size = size(cid);
        if (size.isEmpty()) {
            return Optional.empty();
        }
        Objects.checkFromToIndex(from, to, size.getAsLong());
        if (from == to) {
            return Optional.of(InputStream.nullInputStream());
        }
        var object = Names.hex(cid);
        var first = client.get(object, from, Math.min(to, from + RangeStream.PIECE_BYTES));
        if (first.isEmpty()) {
            dropUnlessThere(cid);
        }
        return first.map(bytes -> new RangeStream(client, object, bytes, from, to));
    }

    @Override
    public Optional<byte[]> read(Cid cid, int maxBytes) throws IOException {
        var size = size(cid);
        if (size.isPresent() && size.getAsLong() > maxBytes) {
            throw new IOException("blob %s has %d bytes, more than %d".formatted(cid, size.getAsLong(), maxBytes));
        }
        var bytes = size.isEmpty() ? Optional.<byte[]>empty() : client.get(Names.hex(cid), size.getAsLong());
        if (bytes.isPresent() && Arrays.equals(Sha256.of(bytes.get()), cid.digest())) {
            return bytes;
        }
        return !dropUnlessSound(cid) ? Optional.empty() : read(cid, maxBytes);
    }

    @Override
    public boolean verify(Cid cid) throws IOException {
        return isSound(cid) || dropUnlessSound(cid);
    }

    /// Whether the object has the bytes that the blob's name says.
    private boolean isSound(Cid cid) throws IOException {
        var size = size(cid);
        if (size.isEmpty()) {
            return false;
        }
        var object = Names.hex(cid);
        if (client.size(object).orElse(-1) != size.getAsLong()) {
            return false;
        }
        MessageDigest digest = Sha256.fresh();
        for (var from = 0L; from < size.getAsLong(); from += RangeStream.PIECE_BYTES) {
            var piece = client.get(object, from, Math.min(size.getAsLong(), from + RangeStream.PIECE_BYTES));
            if (piece.isEmpty()) {
                return false;
            }
            digest.update(piece.get());
        }
        return Arrays.equals(digest.digest(), cid.digest());
    }

    /// Looks again while nobody changes it, since a good copy may have been put meanwhile.
    ///
    /// @return whether it is there and sound
    /// @throws DamagedBlobException when it is there and not sound, from now on it does not count
    private boolean dropUnlessSound(Cid cid) throws IOException {
        return has(cid)
                && alone(cid, () -> {
                    if (isSound(cid)) {
                        return true;
                    }
                    var there = client.size(Names.hex(cid)).isPresent();
                    var before = index.gone(cid);
                    before.ifPresent(usage::removed);
                    if (there && before.isPresent()) {
                        throw new DamagedBlobException(
                                cid,
                                "its bytes in " + client.address()
                                        + " have changed; its object stays until it is put again");
                    }
                    return false;
                });
    }

    private void dropUnlessThere(Cid cid) throws IOException {
        alone(cid, () -> {
            if (has(cid) && client.size(Names.hex(cid)).isEmpty()) {
                index.gone(cid).ifPresent(usage::removed);
            }
            return true;
        });
    }

    @Override
    public boolean delete(Cid cid) throws IOException {
        var deleted = Names.fits(cid)
                && alone(cid, () -> {
                    tenancy.requireOpen();
                    var size = index.size(cid);
                    if (size.isPresent()) {
                        index.doomed(cid, size.getAsLong());
                        usage.removed(size.getAsLong());
                    }
                    return size.isPresent();
                });
        if (deleted) {
            deletions.wake();
        }
        return deleted;
    }

    private void deleteObject(Cid cid) throws IOException {
        alone(cid, () -> {
            if (index.isDoomed(cid)) {
                client.delete(Names.hex(cid));
                index.gone(cid);
            }
            return true;
        });
    }

    void awaitDeletions() {
        deletions.await();
    }

    @Override
    public void forEach(Consumer<Cid> visitor) {
        index.forEach(visitor);
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

    /// Closes the client too. What is still to be deleted goes with the next start.
    @Override
    public void close() throws IOException {
        deletions.close();
        tenancy.close();
        client.close();
    }

    private interface Change {
        boolean make() throws IOException;
    }

    private boolean alone(Cid cid, Change change) throws IOException {
        var lock = locks[Math.floorMod(cid.hashCode(), LOCKS)];
        lock.lock();
        try {
            return change.make();
        } finally {
            lock.unlock();
        }
    }
}
