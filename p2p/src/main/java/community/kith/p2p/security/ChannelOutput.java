package community.kith.p2p.security;

import java.io.IOException;
import java.io.OutputStream;

/// Writes to a channel as to any stream.
final class ChannelOutput extends OutputStream {
    private static final byte[] NO_HEAD = {};

    private final SecureChannel channel;

    ChannelOutput(SecureChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        int sent = 0;
        while (sent < len) {
            int n = Math.min(len - sent, channel.maxRecordBytes());
            channel.write(NO_HEAD, b, off + sent, n);
            sent += n;
        }
        channel.flush();
    }
}
