package community.kith.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A file of the computer. Java closes a channel under everybody when a thread that uses it is interrupted; since many
/// share this one, it is opened again, and the thread stays interrupted.
final class LocalFile implements VolumeFile {
    private static final int TRIES = 100;

    private final Path path;
    private final boolean writable;
    private FileChannel channel;
    private boolean closed;

    LocalFile(Path path, OpenOption... options) throws IOException {
        this.path = path;
        this.writable = Set.of(options).contains(StandardOpenOption.WRITE);
        this.channel = FileChannel.open(path, options);
    }

    private interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }

    private <T> T with(Use<T> use) throws IOException {
        boolean interrupted = false;
        try {
            for (int tried = 0; ; tried++) {
                interrupted |= Thread.interrupted();
                try {
                    return use.of(channel());
                } catch (ClosedChannelException e) {
                    if (tried == TRIES) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new IOException(path + " is closed");
        }
        if (!channel.isOpen()) {
            channel = writable
                    ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    : FileChannel.open(path, StandardOpenOption.READ);
        }
        return channel;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        return with(open -> open.read(into, at));
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
        int start = from.position();
        while (from.hasRemaining()) {
            with(open -> open.write(from, at + from.position() - start));
        }
    }

    @Override
    public void force() throws IOException {
        with(open -> {
            open.force(false);
            return open;
        });
    }

    /// Forces what belongs to it besides its bytes, too.
    void forceAll() throws IOException {
        with(open -> {
            open.force(true);
            return open;
        });
    }

    @Override
    public long size() throws IOException {
        return with(FileChannel::size);
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        with(open -> open.truncate(sizeBytes));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
