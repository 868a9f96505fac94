package community.kith.p2p.security;

import java.io.IOException;
import java.io.InputStream;

/// Reads a channel byte by byte where that is handier, as a negotiation is.
final class ChannelInput extends InputStream {
    private final SecureChannel channel;
    private final byte[] one = new byte[1];

    ChannelInput(SecureChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        return len == 0 ? 0 : channel.read(b, off, len);
    }
}
