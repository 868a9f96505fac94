package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// A blob on its way in: a temporary file and the room reserved for it. Closing gives both up unless it was published.
final class Incoming implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path temporary;
    private final long sizeBytes;
    private final Usage usage;
    private boolean published;

    Incoming(Path temporary, long sizeBytes, Usage usage) throws StorageFullException {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a blob of " + sizeBytes + " bytes");
        }
        usage.reserve(sizeBytes);
        this.temporary = temporary;
        this.sizeBytes = sizeBytes;
        this.usage = usage;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// Writes exactly the next bytes of `in`, hashing them on the way.
    Cid write(InputStream in) throws IOException {
        MessageDigest digest = Sha256.fresh();
        byte[] buffer = new byte[Math.clamp(sizeBytes, 1, BUFFER_BYTES)];
        try (FileChannel channel = create()) {
            long written = 0;
            while (written < sizeBytes) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, sizeBytes - written));
                if (count < 0) {
                    throw new EOFException("a blob of %d bytes ended after %d".formatted(sizeBytes, written));
                }
                digest.update(buffer, 0, count);
                write(channel, buffer, 0, count);
                written += count;
            }
        }
        return Cid.raw(digest.digest());
    }

    /// Writes bytes that need no hashing.
    void write(byte[] bytes, int offset) throws IOException {
        int length = Math.toIntExact(sizeBytes);
        try (FileChannel channel = create()) {
            for (int done = 0; done < length; done += BUFFER_BYTES) {
                write(channel, bytes, offset + done, Math.min(BUFFER_BYTES, length - done));
            }
        }
    }

    private FileChannel create() throws IOException {
        try {
            return FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw Disk.explain(e, temporary, sizeBytes);
        }
    }

    private void write(FileChannel channel, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw Disk.explain(e, temporary, sizeBytes);
        }
    }

    /// Waits until the bytes are on the disk.
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw Disk.explain(e, temporary, sizeBytes);
        }
    }

    /// Renames it into its place, over what may be there.
    void moveTo(Path place) throws IOException {
        Disk.move(temporary, place);
        published = true;
    }

    @Override
    public void close() throws IOException {
        if (!published) {
            published = true;
            usage.release(sizeBytes);
            Files.deleteIfExists(temporary);
        }
    }
}
