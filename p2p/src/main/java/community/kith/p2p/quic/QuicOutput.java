package community.kith.p2p.quic;

import java.io.IOException;
import java.io.OutputStream;

/// A QUIC stream to write to.
final class QuicOutput extends OutputStream {
    private final QuicStream stream;

    QuicOutput(QuicStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        stream.write(b, off, len);
    }

    @Override
    public void close() throws IOException {
        stream.closeWrite();
    }
}
