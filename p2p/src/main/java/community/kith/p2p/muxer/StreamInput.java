package community.kith.p2p.muxer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A yamux stream to read from. Bytes are copied outside of the stream's lock, so reading does not hold up delivery.
final class StreamInput extends InputStream {
    private final YamuxStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] one = new byte[1];
    /// The piece being read; guarded by lock.
    private Pieces.@Nullable Piece current;

    StreamInput(YamuxStream stream) {
        this.stream = stream;
    }

    @Override
    public int read() throws IOException {
        lock.lock();
        try {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        lock.lock();
        try {
            if (len == 0) {
                return 0;
            }
            Pieces.Piece piece = current == null ? stream.takePiece() : current;
            int got = 0;
            while (piece != null) {
                int n = Math.min(len - got, piece.length());
                System.arraycopy(piece.bytes, piece.at, b, off + got, n);
                piece.at += n;
                got += n;
                current = piece;
                if (piece.length() > 0) {
                    break;
                }
                done(piece);
                piece = got < len ? stream.pollPiece() : null;
            }
            if (got == 0) {
                return -1;
            }
            stream.consumed(got);
            return got;
        } finally {
            lock.unlock();
        }
    }

    private void done(Pieces.Piece piece) {
        current = null;
        stream.recycle(piece.bytes);
    }

    /// Hands the pieces on as they came in, without copying them.
    @Override
    public long transferTo(OutputStream to) throws IOException {
        lock.lock();
        try {
            long moved = 0;
            Pieces.Piece piece = current == null ? stream.takePiece() : current;
            while (piece != null) {
                current = piece;
                int n = piece.length();
                to.write(piece.bytes, piece.at, n);
                moved += n;
                done(piece);
                stream.consumed(n);
                piece = stream.takePiece();
            }
            return moved;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return (current == null ? 0 : current.length()) + stream.available();
        } finally {
            lock.unlock();
        }
    }
}
