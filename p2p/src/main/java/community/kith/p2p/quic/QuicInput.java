package community.kith.p2p.quic;

import java.io.IOException;
import java.io.InputStream;

/// A QUIC stream to read from.
final class QuicInput extends InputStream {
    private final QuicStream stream;

    QuicInput(QuicStream stream) {
        this.stream = stream;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        return stream.read(b, off, len);
    }

    @Override
    public int available() {
        return stream.available();
    }
}
