package community.kith.node.account;

import community.kith.node.replication.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;

/// A stored file as a stream, fetched some at a time, so that nothing is held open or in memory while what came is
/// written down.
final class LinkStream extends InputStream {
    private static final int FETCHED_BYTES = 4 << 20;

    private final Storage storage;
    private final String link;
    private final long sizeBytes;
    private long next;
    private byte[] window = new byte[0];
    private int at;

    LinkStream(Storage storage, String link) throws IOException {
        this.storage = storage;
        this.link = link;
        this.sizeBytes = storage.sizeOf(link);
    }

    @Override
    public int read() throws IOException {
        return fill() ? window[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int given = Math.min(length, window.length - at);
        System.arraycopy(window, at, into, offset, given);
        at += given;
        return given;
    }

    private boolean fill() throws IOException {
        if (at == window.length && next < sizeBytes) {
            long to = Math.min(sizeBytes, next + FETCHED_BYTES);
            var out = new ByteArrayOutputStream((int) (to - next));
            storage.read(link, "", next, OptionalLong.of(to), out);
            window = out.toByteArray();
            next = to;
            at = 0;
        }
        return at < window.length;
    }
}
