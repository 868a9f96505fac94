package community.kith.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/// A new file that is written once, from its beginning to its end, past the system's cache: what is large and will not
/// be read soon need not push out what is, and is spared a copy and the pages for it, which cost more than hashing it.
///
/// Where the file system does not do that, it is written as any file. For one thread.
public final class DirectFile implements Closeable {
    /// Pieces of so many bytes, and a last one of any length, are written best.
    public static final int PIECE_BYTES = AlignedBuffers.BUFFER_BYTES;

    private static final AlignedBuffers BUFFERS = new AlignedBuffers();

    /// What disks take at once. One that wants more refuses the first write.
    private static final int BLOCK_BYTES = 4096;

    private static final Optional<OpenOption> DIRECT = direct();

    private final Path path;
    private FileChannel channel;
    private boolean direct;

    /// @param options with which the file is made, for writing
    public DirectFile(Path path, OpenOption... options) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, options);
        try {
            FileChannel past =
                    FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, DIRECT.orElseThrow());
            channel.close();
            channel = past;
            direct = true;
        } catch (NoSuchElementException | UnsupportedOperationException | IOException e) {
            direct = false; // the file system, or the computer, has only the cached way
        }
    }

    /// By its name, since not every Java has it.
    private static Optional<OpenOption> direct() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return Stream.of(options.getEnumConstants())
                    .map(OpenOption.class::cast)
                    .filter(option -> option.toString().equals("DIRECT"))
                    .findFirst();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /// Whether the cache is really passed by.
    boolean isDirect() {
        return direct;
    }

    /// Writes all that is left in `from`; only the last piece of a file may have any length.
    public void write(ByteBuffer from, long at) throws IOException {
        if (at % BLOCK_BYTES != 0) {
            throw new IllegalArgumentException("a piece at " + at + ", which is no multiple of " + BLOCK_BYTES);
        }
        long position = at;
        while (from.hasRemaining()) {
            position += direct ? writeBlocks(from, position) : channel.write(from, position);
        }
    }

    /// The last block is filled up with zeros, which are cut off again.
    private int writeBlocks(ByteBuffer from, long at) throws IOException {
        ByteBuffer buffer = BUFFERS.take();
        try {
            int count = Math.min(from.remaining(), AlignedBuffers.BUFFER_BYTES);
            buffer.put(0, from, from.position(), count);
            int whole = Math.ceilDiv(count, BLOCK_BYTES) * BLOCK_BYTES;
            for (int i = count; i < whole; i++) {
                buffer.put(i, (byte) 0);
            }
            buffer.limit(whole);
            writeAll(buffer, at);
            if (whole > count) {
                channel.truncate(at + count);
            }
            from.position(from.position() + count);
            return count;
        } finally {
            BUFFERS.giveBack(buffer);
        }
    }

    private void writeAll(ByteBuffer buffer, long at) throws IOException {
        try {
            channel.write(buffer, at);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (at > 0) {
                throw e;
            }
            // Some open a file so and then do not write it so.
            channel.close();
            channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            direct = false;
            buffer.rewind();
        }
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    /// Returns when what was written survives a power cut.
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
