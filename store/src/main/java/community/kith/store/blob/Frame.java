package community.kith.store.blob;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The head of a record in a pack; docs/spec/blob-store.md draws it.
///
/// Its checksum covers the pack's salt and where it stands, so that no record counts anywhere else, nor do bytes of a
/// blob that look like one.
///
/// @param sizeBytes of the blob
/// @param bodyCrc of the bytes that follow, for a blob
record Frame(Kind kind, Key key, long sizeBytes, int bodyCrc) {
    static final int BYTES = 56;
    static final int ALIGNED = 8;
    private static final int MAGIC = 0x6b626c62; // kblb

    enum Kind {
        /// The blob's bytes follow.
        BLOB(1),
        /// The blob is, or is about to be, a file of its own.
        FILE(2),
        /// The blob was deleted.
        GONE(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Optional<Kind> of(int code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    /// What a record of a blob takes in a pack.
    static long span(long sizeBytes) {
        return (BYTES + sizeBytes + ALIGNED - 1) & -ALIGNED;
    }

    long span() {
        return kind == Kind.BLOB ? span(sizeBytes) : BYTES;
    }

    void write(ByteBuffer out, long salt, long position) {
        int start = out.position();
        out.putInt(MAGIC).putInt(kind.code).putLong(sizeBytes);
        key.write(out);
        out.putInt(bodyCrc);
        out.putInt(checksum(out.slice(start, BYTES - Integer.BYTES), salt, position));
    }

    /// Reads the next record's head; empty when there is none.
    static Optional<Frame> read(ByteBuffer in, long salt, long position) {
        int start = in.position();
        if (in.remaining() < BYTES || in.getInt(start) != MAGIC) {
            return Optional.empty();
        }
        Optional<Kind> kind = Kind.of(in.getInt(start + 4));
        long sizeBytes = in.getLong(start + 8);
        Key key = Key.read(in.slice(start + 16, Key.BYTES));
        if (in.getInt(start + BYTES - 4) != checksum(in.slice(start, BYTES - Integer.BYTES), salt, position)
                || kind.isEmpty()
                || sizeBytes < 0) {
            return Optional.empty();
        }
        return Optional.of(new Frame(kind.get(), key, sizeBytes, in.getInt(start + 48)));
    }

    private static int checksum(ByteBuffer head, long salt, long position) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(16).putLong(salt).putLong(position).flip());
        crc.update(head);
        return (int) crc.getValue();
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
