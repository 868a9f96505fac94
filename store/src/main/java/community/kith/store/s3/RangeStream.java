package community.kith.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Some bytes of an object, asked for piece by piece, so that each answer is bounded in time and memory and can be
/// asked
/// for again.
final class RangeStream extends InputStream {
    static final int PIECE_BYTES = 4 << 20;

    private final S3Client client;
    private final String object;
    private final long to;
    private long next;
    private byte[] piece;
    private int at;

    /// @param first the bytes from `from` on, fetched already
    RangeStream(S3Client client, String object, byte[] first, long from, long to) {
        this.client = client;
        this.object = object;
        this.piece = first;
        this.next = from + first.length;
        this.to = to;
    }

    @Override
    public int read() throws IOException {
        var single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (at == piece.length && !fetch()) {
            return -1;
        }
        var count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fetch() throws IOException {
        if (next == to) {
            return false;
        }
        var end = Math.min(to, next + PIECE_BYTES);
        piece = client.get(object, next, end)
                .orElseThrow(
                        () -> new IOException(object + " in " + client.address() + " went away while it was read"));
        next = end;
        at = 0;
        return true;
    }

    @Override
    public long skip(long count) throws IOException {
        var inPiece = Math.clamp(count, 0, piece.length - at);
        at += inPiece;
        var beyond = Math.clamp(count - inPiece, 0, to - next);
        next += beyond;
        return inPiece + beyond;
    }

    @Override
    public int available() {
        return piece.length - at;
    }
}
