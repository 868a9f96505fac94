package community.kith.p2p.muxer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Bytes that arrived for a stream and were not read, in order.
///
/// Large pieces are kept in the very buffer they were opened into; small ones are gathered, so that a peer that sends
/// single bytes cannot make us keep an object for each. Not thread-safe: the stream's lock guards it.
final class Pieces {
    /// At least half of a pooled buffer must be payload for the buffer to be kept.
    static final int WORTH_KEEPING = BufferPool.BUFFER_BYTES / 2;

    private static final int GATHER_BYTES = 4096;

    /// Bytes `at` to `end` of an array.
    static final class Piece {
        final byte[] bytes;
        int at;
        int end;

        Piece(byte[] bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        int length() {
            return end - at;
        }
    }

    private final ArrayDeque<Piece> queue = new ArrayDeque<>();
    private long size;

    /// Adds a part of an array that now belongs to this queue.
    void keep(byte[] bytes, int off, int len) {
        queue.addLast(new Piece(bytes, off, off + len));
        size += len;
    }

    /// Adds a copy of a part of an array.
    void copy(byte[] bytes, int off, int len) {
        int from = off;
        int left = len;
        Piece last = queue.peekLast();
        if (last != null) {
            int n = Math.min(left, last.bytes.length - last.end);
            System.arraycopy(bytes, from, last.bytes, last.end, n);
            last.end += n;
            from += n;
            left -= n;
        }
        if (left > 0) {
            byte[] room = new byte[Math.max(left, GATHER_BYTES)];
            System.arraycopy(bytes, from, room, 0, left);
            queue.addLast(new Piece(room, 0, left));
        }
        size += len;
    }

    /// Takes the first piece out; it belongs to the caller.
    @Nullable
    Piece poll() {
        Piece first = queue.pollFirst();
        if (first != null) {
            size -= first.length();
        }
        return first;
    }

    long size() {
        return size;
    }

    void clear() {
        queue.clear();
        size = 0;
    }
}
