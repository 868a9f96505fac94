package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// A large blob on its way in: a temporary file, and the room reserved for it until this is closed.
final class Incoming implements AutoCloseable {
    /// As long as the processor's cache keeps what was hashed until it is written.
    private static final int BUFFER_BYTES = Volume.PIECE_BYTES;

    private final Volume volume;
    private final String temporary;
    private final long sizeBytes;
    private final Room room;
    private boolean moved;
    private boolean closed;

    Incoming(Volume volume, String temporary, long sizeBytes, Room room) throws IOException {
        room.reserve(sizeBytes);
        this.volume = volume;
        this.temporary = temporary;
        this.sizeBytes = sizeBytes;
        this.room = room;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// Writes exactly the next bytes of `in`, hashing them on the way.
    Cid write(InputStream in) throws IOException {
        MessageDigest digest = Sha256.fresh();
        byte[] buffer = new byte[Math.clamp(sizeBytes, 1, BUFFER_BYTES)];
        try (VolumeFile file = create()) {
            long written = 0;
            while (written < sizeBytes) {
                int wanted = (int) Math.min(buffer.length, sizeBytes - written);
                int count = 0;
                while (count < wanted) {
                    int got = in.read(buffer, count, wanted - count);
                    if (got < 0) {
                        throw new EOFException(
                                "a blob of %d bytes ended after %d".formatted(sizeBytes, written + count));
                    }
                    digest.update(buffer, count, got);
                    count += got;
                }
                write(file, buffer, 0, count, written);
                written += count;
            }
        }
        return Cid.raw(digest.digest());
    }

    /// Writes bytes whose name is known.
    void write(byte[] bytes, int offset) throws IOException {
        try (VolumeFile file = create()) {
            write(file, bytes, offset, (int) sizeBytes, 0);
        }
    }

    private VolumeFile create() throws IOException {
        try {
            return sizeBytes > BUFFER_BYTES ? volume.createLarge(temporary) : volume.create(temporary);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private void write(VolumeFile file, byte[] bytes, int offset, int length, long at) throws IOException {
        try {
            file.write(ByteBuffer.wrap(bytes, offset, length), at);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /// Makes the bytes durable; the name is not yet.
    void force() throws IOException {
        try (VolumeFile file = volume.open(temporary)) {
            file.force();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /// Renames it into its place, over what may be there.
    void moveTo(String place) throws IOException {
        try {
            volume.rename(temporary, place);
        } catch (IOException e) {
            throw explained(e);
        }
        moved = true;
    }

    private IOException explained(IOException e) {
        return Disk.explain(e, volume, temporary, sizeBytes);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            room.release(sizeBytes);
            if (!moved) {
                volume.delete(temporary);
            }
        }
    }
}
