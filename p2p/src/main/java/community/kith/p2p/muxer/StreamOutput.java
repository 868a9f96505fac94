package community.kith.p2p.muxer;

import java.io.IOException;
import java.io.OutputStream;

/// A yamux stream to write to.
final class StreamOutput extends OutputStream {
    private final YamuxStream stream;

    StreamOutput(YamuxStream stream) {
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
