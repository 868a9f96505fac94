package community.kith.store.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/// Part of a file as a stream; closes the file with it.
final class FileInput extends InputStream {
    private final VolumeFile file;
    private final long to;
    private long at;

    FileInput(VolumeFile file, long from, long to) {
        this.file = file;
        this.at = from;
        this.to = to;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        int count = at == to ? -1 : file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, to - at)), at);
        at += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, to - at);
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, to - at);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
