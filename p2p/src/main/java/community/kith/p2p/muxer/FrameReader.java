package community.kith.p2p.muxer;

import community.kith.p2p.security.SecureChannel;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;

/// Cuts what the channel delivers into frames. Owned by the one thread that reads the session.
final class FrameReader {
    /// An idle session reads twelve bytes now and then; the first long payload brings a pooled buffer.
    private static final int SMALL_BUFFER_BYTES = 1024;

    private final SecureChannel channel;
    private final BufferPool pool;
    private byte[] buffer;
    private int at;
    private int end;
    private int type;
    private int flags;
    private int stream;
    private long length;

    FrameReader(SecureChannel channel, BufferPool pool) {
        this.channel = channel;
        this.pool = pool;
        this.buffer = new byte[SMALL_BUFFER_BYTES];
    }

    /// Steps to the next header; false where the peer ended the connection between two frames.
    boolean next() throws IOException {
        while (end - at < Frame.HEADER_BYTES) {
            if (at > 0) {
                System.arraycopy(buffer, at, buffer, 0, end - at);
                end -= at;
                at = 0;
            }
            int got = channel.read(buffer, end, buffer.length - end);
            if (got < 0) {
                if (end == 0) {
                    return false;
                }
                throw new EOFException("yamux: the connection ended inside a frame");
            }
            end += got;
        }
        if (buffer[at] != 0) {
            throw new ProtocolException("yamux: version " + (buffer[at] & 0xff));
        }
        type = buffer[at + 1] & 0xff;
        flags = (buffer[at + 2] & 0xff) << 8 | (buffer[at + 3] & 0xff);
        stream = Frame.getInt(buffer, at + 4);
        length = Frame.getInt(buffer, at + 8) & 0xffff_ffffL;
        at += Frame.HEADER_BYTES;
        return true;
    }

    int type() {
        return type;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int stream() {
        return stream;
    }

    /// What the header's last field says: bytes that follow, a window's growth, a ping's value or a reason.
    long length() {
        return length;
    }

    /// Moves the payload to a stream as it comes in, without waiting for the whole of it.
    void deliver(YamuxStream to) throws IOException {
        long left = length;
        while (left > 0) {
            int n = available(left);
            if (n >= Pieces.WORTH_KEEPING && at + n == end) {
                byte[] given = buffer;
                int from = at;
                buffer = pool.take();
                at = 0;
                end = 0;
                to.keep(given, from, n);
            } else {
                to.copy(buffer, at, n);
                at += n;
            }
            left -= n;
        }
    }

    /// Drops the payload.
    void skip() throws IOException {
        long left = length;
        while (left > 0) {
            int n = available(left);
            at += n;
            left -= n;
        }
    }

    /// How much of the next `wanted` bytes is in the buffer; reads on when nothing is.
    private int available(long wanted) throws IOException {
        if (at == end) {
            at = 0;
            end = 0;
            if (wanted > buffer.length) {
                buffer = pool.take();
            }
            int got = channel.read(buffer, 0, buffer.length);
            if (got < 0) {
                throw new EOFException("yamux: the connection ended inside a frame");
            }
            end = got;
        }
        return (int) Math.min(wanted, end - at);
    }
}
