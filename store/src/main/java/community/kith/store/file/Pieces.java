package community.kith.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Files one after another, as they follow each other in a stream, read as one. For one thread.
final class Pieces implements AutoCloseable {
    private record Piece(Path file, long bytes) {}

    private final TreeMap<Long, Piece> pieces = new TreeMap<>();
    private long totalBytes;
    private @Nullable Path openFile;
    private @Nullable FileChannel open;

    void add(Path file, long bytes) {
        if (bytes > 0) {
            pieces.put(totalBytes, new Piece(file, bytes));
            totalBytes += bytes;
        }
    }

    long totalBytes() {
        return totalBytes;
    }

    /// Reads some of what lies from there on; less than 0 at the end.
    int read(ByteBuffer into, long from) throws IOException {
        Map.Entry<Long, Piece> at = pieces.floorEntry(from);
        if (at == null || from >= at.getKey() + at.getValue().bytes) {
            return -1;
        }
        int limit = into.limit();
        long left = at.getKey() + at.getValue().bytes - from;
        into.limit((int) Math.min(limit, into.position() + left));
        try {
            return channel(at.getValue().file).read(into, from - at.getKey());
        } finally {
            into.limit(limit);
        }
    }

    private FileChannel channel(Path file) throws IOException {
        FileChannel channel = open;
        if (channel == null || !file.equals(openFile)) {
            close();
            channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            open = channel;
            openFile = file;
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
