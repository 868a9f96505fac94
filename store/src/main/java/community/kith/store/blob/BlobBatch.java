package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.io.InputStream;

/// Blobs on their way into a store. None is there before [#commit] returns; closing without it drops them all. For one
/// thread.
public interface BlobBatch extends AutoCloseable {
    /// As [Blobs#put(InputStream, long)].
    Cid put(InputStream in, long sizeBytes) throws IOException;

    /// As [Blobs#put(Cid, InputStream, long)].
    void put(Cid expected, InputStream in, long sizeBytes) throws IOException;

    /// As [Blobs#putHashed].
    void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException;

    /// Makes them durable and visible. When it throws, some may be there, each of them whole.
    void commit() throws IOException;

    @Override
    void close() throws IOException;
}
