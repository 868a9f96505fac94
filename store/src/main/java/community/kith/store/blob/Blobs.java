package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A store of blobs: immutable bytes, named by CIDv1 with codec raw and SHA-256. Safe for use by many threads.
///
/// When `put` returns, the blob is durable; when it throws, there is no trace of it. A blob of another kind of name is
/// never here.
/// Putting what is already there writes it afresh, which heals a copy that went bad.
public interface Blobs extends AutoCloseable {
    /// Whether the blob is here, as far as is known without reading it.
    boolean has(Cid cid);

    /// The size in bytes, empty when the blob is not here.
    OptionalLong size(Cid cid);

    /// Stores exactly the next `sizeBytes` of `in`, reads nothing further, and names them.
    ///
    /// @throws StorageFullException when there is no room
    /// @throws java.io.EOFException when `in` ends early
    Cid put(InputStream in, long sizeBytes) throws IOException;

    /// Stores exactly the next `sizeBytes` of `in`, if they are what `expected` names.
    ///
    /// @throws java.net.ProtocolException when they are not
    void put(Cid expected, InputStream in, long sizeBytes) throws IOException;

    Cid put(byte[] bytes, int offset, int length) throws IOException;

    /// Stores bytes whose name the caller has this moment computed from these very bytes: they are not hashed again.
    void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException;

    /// Starts a group of blobs that become durable, and visible, together: much quicker for many small ones.
    BlobBatch batch() throws IOException;

    /// Bytes `from` to `to` (exclusive) without checking the hash, empty when the blob is not here. Whoever receives
    /// them checks; a range cannot be checked alone.
    ///
    /// @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ size
    Optional<InputStream> open(Cid cid, long from, long to) throws IOException;

    /// The whole blob, checked against its name; empty when it is not here.
    ///
    /// @throws DamagedBlobException when the bytes are no longer what the name says; the blob is then gone from here
    /// @throws IOException when it is larger than `maxBytes`
    Optional<byte[]> read(Cid cid, int maxBytes) throws IOException;

    /// Reads the blob and checks it against its name. False when it is not here.
    ///
    /// @throws DamagedBlobException as [#read]
    boolean verify(Cid cid) throws IOException;

    /// Removes the blob and says whether it was here.
    boolean delete(Cid cid) throws IOException;

    /// Visits every blob, in no particular order; those put or deleted meanwhile may or may not be among them.
    void forEach(Consumer<Cid> visitor) throws IOException;

    /// How many blobs are here.
    long count();

    /// The sum of their sizes.
    long usedBytes();

    /// How many more bytes would be taken: what is left of the capacity, and of the disk below it.
    long freeBytes() throws IOException;

    /// Whether puts are taken at the moment; a disk may fail and then be read only.
    default boolean isWritable() {
        return true;
    }

    /// What reads everything over time and finds what went bad; empty where others see to that, as a service does.
    default Optional<Scrub> scrub(Scrub.Pace pace) {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
