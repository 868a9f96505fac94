package community.kith.store.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/// Gathers what comes in any portions into the pieces that a [DirectFile] likes. Closing writes what is left.
public final class DirectOutput extends OutputStream {
    private final DirectFile file;
    private final byte[] piece = new byte[DirectFile.PIECE_BYTES];
    private int filled;
    private long written;
    private boolean closed;

    /// @param written how much is in the file already; a multiple of [DirectFile#PIECE_BYTES]
    public DirectOutput(DirectFile file, long written) {
        this.file = file;
        this.written = written;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, piece.length - filled);
            System.arraycopy(bytes, offset + done, piece, filled, count);
            filled += count;
            done += count;
            if (filled == piece.length) {
                writePiece();
            }
        }
    }

    private void writePiece() throws IOException {
        int count = filled;
        filled = 0;
        file.write(ByteBuffer.wrap(piece, 0, count), written);
        written += count;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            if (filled > 0) {
                writePiece();
            }
        }
    }
}
