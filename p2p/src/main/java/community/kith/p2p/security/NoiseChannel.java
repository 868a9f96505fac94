package community.kith.p2p.security;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Noise transport messages: each two bytes of length, then the sealed bytes and their tag.
///
/// Messages are sealed from the caller's array straight into the buffer that goes to the socket, and opened from the
/// socket's buffer straight into the caller's array when it has the room. Two full messages fill the outgoing buffer,
/// which is as much as the JDK hands to the kernel in one call. Both buffers begin small: most connections are idle.
final class NoiseChannel implements SecureChannel {
    private static final System.Logger LOG = System.getLogger(NoiseChannel.class.getName());
    private static final int LENGTH_BYTES = 2;
    private static final int MAX_SEALED = 65535;
    private static final int MAX_PLAIN = MAX_SEALED - CipherState.TAG_BYTES;
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final int SMALL_BUFFER_BYTES = 2 * 1024;
    private static final int MAX_OUT = BUFFER_BYTES / 2 - LENGTH_BYTES - CipherState.TAG_BYTES;
    private static final byte[] NO_ASSOCIATED = {};

    private final Handshake.Wire wire;
    private final CipherState sealer;
    private final CipherState opener;
    private byte[] outgoing = new byte[SMALL_BUFFER_BYTES];
    private int outgoingEnd;
    private byte[] incoming = new byte[SMALL_BUFFER_BYTES];
    private int incomingAt;
    private int incomingEnd;
    private byte @Nullable [] opened;
    private int openedAt;
    private int openedEnd;

    NoiseChannel(Handshake.Wire wire, CipherState sealer, CipherState opener) {
        this.wire = wire;
        this.sealer = sealer;
        this.opener = opener;
    }

    @Override
    public int maxRecordBytes() {
        return MAX_OUT;
    }

    @Override
    public void write(byte[] head, byte[] body, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, body.length);
        int sealed = head.length + len + CipherState.TAG_BYTES;
        if (sealed > MAX_OUT + CipherState.TAG_BYTES) {
            throw new IllegalArgumentException("a record of " + (head.length + len) + " bytes");
        }
        if (outgoingEnd + LENGTH_BYTES + sealed > outgoing.length) {
            flush();
            if (outgoing.length < BUFFER_BYTES) {
                outgoing = new byte[BUFFER_BYTES];
            }
        }
        outgoing[outgoingEnd] = (byte) (sealed >>> 8);
        outgoing[outgoingEnd + 1] = (byte) sealed;
        sealer.seal(NO_ASSOCIATED, head, body, off, len, outgoing, outgoingEnd + LENGTH_BYTES);
        outgoingEnd += LENGTH_BYTES + sealed;
    }

    @Override
    public void flush() throws IOException {
        int n = outgoingEnd;
        outgoingEnd = 0;
        if (n > 0) {
            wire.out().write(outgoing, 0, n);
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        while (openedAt == openedEnd) {
            int sealed = nextMessage();
            if (sealed < 0) {
                return -1;
            }
            if (sealed - CipherState.TAG_BYTES > len) {
                openInside(sealed);
            } else {
                int n = opener.open(NO_ASSOCIATED, incoming, incomingAt, sealed, b, off);
                incomingAt += sealed;
                if (n > 0) {
                    return n;
                }
            }
        }
        return takeOpened(b, off, len);
    }

    private void openInside(int sealed) throws ProtocolException {
        if (opened == null) {
            opened = new byte[MAX_PLAIN];
        }
        openedAt = 0;
        openedEnd = opener.open(NO_ASSOCIATED, incoming, incomingAt, sealed, opened, 0);
        incomingAt += sealed;
    }

    private int takeOpened(byte[] b, int off, int len) {
        int n = Math.min(len, openedEnd - openedAt);
        System.arraycopy(Objects.requireNonNull(opened), openedAt, b, off, n);
        openedAt += n;
        return n;
    }

    /// Waits until the next sealed message is whole in the buffer and returns its length, or -1 at a clean end.
    private int nextMessage() throws IOException {
        if (!buffered(LENGTH_BYTES)) {
            return -1;
        }
        int sealed = (incoming[incomingAt] & 0xff) << 8 | (incoming[incomingAt + 1] & 0xff);
        if (sealed < CipherState.TAG_BYTES) {
            throw new ProtocolException("noise: a sealed message of " + sealed + " bytes");
        }
        if (!buffered(LENGTH_BYTES + sealed)) {
            throw new EOFException("the connection ended inside a message");
        }
        incomingAt += LENGTH_BYTES;
        return sealed;
    }

    /// Reads on until `n` bytes are there; false when the connection ended before the first of them.
    private boolean buffered(int n) throws IOException {
        if (incomingAt == incomingEnd) {
            incomingAt = 0;
            incomingEnd = 0;
        }
        while (incomingEnd - incomingAt < n) {
            if (incomingAt + n > incoming.length) {
                makeRoom();
            }
            int got = wire.in().read(incoming, incomingEnd, incoming.length - incomingEnd);
            if (got < 0) {
                if (incomingAt == incomingEnd) {
                    return false;
                }
                throw new EOFException("the connection ended inside a message");
            }
            incomingEnd += got;
        }
        return true;
    }

    private void makeRoom() {
        byte[] roomy = incoming.length < BUFFER_BYTES ? new byte[BUFFER_BYTES] : incoming;
        System.arraycopy(incoming, incomingAt, roomy, 0, incomingEnd - incomingAt);
        incoming = roomy;
        incomingEnd -= incomingAt;
        incomingAt = 0;
    }

    @Override
    public void close() {
        try {
            wire.connection().close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection", e);
        }
    }
}
