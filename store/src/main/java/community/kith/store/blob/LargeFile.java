package community.kith.store.blob;

import community.kith.store.disk.DirectFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A large blob's file while it is written. It is not read before it has its name.
record LargeFile(DirectFile file) implements VolumeFile {
    @Override
    public int read(ByteBuffer into, long at) {
        throw new UnsupportedOperationException("a large file is not read while it is written");
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
        file.write(from, at);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public long size() {
        throw new UnsupportedOperationException("a large file is not measured while it is written");
    }

    @Override
    public void truncate(long sizeBytes) {
        throw new UnsupportedOperationException("a large file is not cut while it is written");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
