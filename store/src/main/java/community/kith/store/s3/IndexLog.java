package community.kith.store.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What happened to blobs, one line after another in a file: 48 bytes each, checked by a CRC-32C. docs/spec/s3-store.md
/// describes it. A line that is not whole, and what follows it, had not been forced to the disk before a power cut, and
/// is cut off.
final class IndexLog implements AutoCloseable {
    static final int LINE_BYTES = 48;
    private static final int LINES_AT_ONCE = 4096;

    /// What a line says.
    enum What {
        /// First of all: the digest is the store's own number, and the size the format, 1.
        STORE(0),
        /// The bucket is marked with that number.
        MARKED(1),
        /// It is about to be written; whether it is there is for the bucket to say.
        UNSURE(2),
        THERE(3),
        GONE(4),
        /// It counts no more; its object is still to be deleted.
        DOOMED(5);

        private final int code;

        What(int code) {
            this.code = code;
        }

        private static @Nullable What of(int code) {
            for (var what : ALL) {
                if (what.code == code) {
                    return what;
                }
            }
            return null;
        }
    }

    private static final What[] ALL = What.values();

    record Line(What what, Digest digest, long sizeBytes) {}

    /// Takes the lines of a log.
    interface Reader {
        void read(Line line) throws IOException;
    }

    private final FileChannel channel;
    /// Guarded by this: how many bytes were written.
    private long written;
    private final Object forcing = new Object();
    /// Guarded by `forcing`: how many of them have surely reached the disk.
    private long forced;

    private IndexLog(FileChannel channel, long written) {
        this.channel = channel;
        this.written = written;
        this.forced = written;
    }

    /// Reads what is there, then goes on behind it.
    static IndexLog open(Path file, Reader reader) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var done = false;
        try {
            var end = replay(file, channel, reader);
            channel.truncate(end);
            channel.position(end);
            done = true;
            return new IndexLog(channel, end);
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    private static long replay(Path file, FileChannel channel, Reader reader) throws IOException {
        var buffer = ByteBuffer.allocate(LINES_AT_ONCE * LINE_BYTES);
        var end = 0L;
        var lines = channel.size() / LINE_BYTES;
        while (channel.read(buffer) >= 0 || buffer.position() >= LINE_BYTES) {
            buffer.flip();
            while (buffer.remaining() >= LINE_BYTES) {
                var line = line(buffer);
                if (line == null) {
                    if (lines - end / LINE_BYTES > LINES_AT_ONCE) {
                        throw new IOException(file + " is damaged at byte " + end
                                + "; move it away and follow docs/guide/operators.md to count the bucket anew");
                    }
                    return end;
                }
                reader.read(line);
                end += LINE_BYTES;
            }
            buffer.compact();
        }
        return end;
    }

    private static @Nullable Line line(ByteBuffer buffer) {
        var start = buffer.position();
        var crc = checksum(buffer, start);
        var what = What.of(buffer.getInt());
        var size = buffer.getLong();
        var digest = Digest.read(buffer);
        return buffer.getInt() != crc || what == null || size < 0 ? null : new Line(what, digest, size);
    }

    /// Of the line that begins there.
    private static int checksum(ByteBuffer lines, int start) {
        var crc = new CRC32C();
        crc.update(lines.array(), lines.arrayOffset() + start, LINE_BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }

    /// Adds lines.
    ///
    /// @return a position for [#force]
    synchronized long add(Iterable<Line> lines) throws IOException {
        for (var line : lines) {
            var bytes = ByteBuffer.allocate(LINE_BYTES);
            bytes.putInt(line.what().code).putLong(line.sizeBytes());
            line.digest().write(bytes);
            bytes.putInt(checksum(bytes, 0)).flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes, written + bytes.position());
            }
            written += LINE_BYTES;
        }
        return written;
    }

    /// Returns when the lines up to a position are on the disk. Those who wait together share one flush.
    void force(long position) throws IOException {
        synchronized (forcing) {
            if (forced < position) {
                var reached = end();
                channel.force(false);
                forced = reached;
            }
        }
    }

    /// The position behind the last line.
    synchronized long end() {
        return written;
    }

    long lines() {
        return end() / LINE_BYTES;
    }

    @Override
    public void close() throws IOException {
        channel.force(false);
        channel.close();
    }
}
