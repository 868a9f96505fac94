package community.kith.p2p.quic;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/// Bytes that arrived for a stream and were not read, in order. Not thread-safe: the stream's lock guards it.
final class Arrived {
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
    /// What the buffers take, which is more than they hold when a peer sends single bytes.
    private int capacity;

    private int size;

    /// Takes over a buffer.
    void add(ByteBuf piece) {
        queue.addLast(piece);
        capacity += piece.capacity();
        size += piece.readableBytes();
    }

    /// Moves bytes out, as many as are there and fit.
    int take(byte[] b, int off, int len) {
        int got = 0;
        while (got < len && !queue.isEmpty()) {
            ByteBuf first = queue.getFirst();
            int n = Math.min(len - got, first.readableBytes());
            first.readBytes(b, off + got, n);
            got += n;
            if (!first.isReadable()) {
                drop(queue.removeFirst());
            }
        }
        size -= got;
        return got;
    }

    int size() {
        return size;
    }

    int capacity() {
        return capacity;
    }

    void clear() {
        queue.forEach(this::drop);
        queue.clear();
        size = 0;
    }

    private void drop(ByteBuf piece) {
        capacity -= piece.capacity();
        piece.release();
    }
}
