package community.kith.p2p.security.tls;

import community.kith.p2p.security.Handshake;
import community.kith.p2p.security.SecureChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import org.bouncycastle.tls.TlsException;
import org.bouncycastle.tls.TlsProtocol;

/// TLS records. A write becomes as many as it takes; an orderly end is told to the peer, and heard from it.
final class TlsChannel implements SecureChannel {
    private static final System.Logger LOG = System.getLogger(TlsChannel.class.getName());
    private static final int RECORD_BYTES = 16 * 1024;
    private static final int MAX_WRITE = 4 * RECORD_BYTES;
    private static final Duration FAREWELL = Duration.ofMillis(200);

    private final Handshake.Wire wire;
    private final TlsProtocol tls;
    private final CorkedOutput out;
    /// For heads and what of a body goes with them into one record; owned by whoever writes.
    private byte[] first = {};

    TlsChannel(Handshake.Wire wire, TlsProtocol tls, CorkedOutput out) {
        this.wire = wire;
        this.tls = tls;
        this.out = out;
    }

    @Override
    public int maxRecordBytes() {
        return MAX_WRITE;
    }

    @Override
    public void write(byte[] head, byte[] body, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, body.length);
        if (head.length + len > MAX_WRITE) {
            throw new IllegalArgumentException("a record of " + (head.length + len) + " bytes");
        }
        int with = head.length == 0 ? 0 : Math.min(len, RECORD_BYTES - head.length);
        try {
            if (head.length > 0) {
                tls.writeApplicationData(joined(head, body, off, with), 0, head.length + with);
            }
            tls.writeApplicationData(body, off + with, len - with);
        } catch (TlsException e) {
            throw TlsHandshake.refused(e);
        }
    }

    private byte[] joined(byte[] head, byte[] body, int off, int len) {
        if (first.length < head.length + len) {
            first = new byte[head.length + len <= 1024 ? 1024 : RECORD_BYTES];
        }
        System.arraycopy(head, 0, first, 0, head.length);
        System.arraycopy(body, off, first, head.length, len);
        return first;
    }

    @Override
    public void flush() throws IOException {
        out.send();
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        try {
            return tls.readApplicationData(b, off, len);
        } catch (TlsException e) {
            throw TlsHandshake.refused(e);
        }
    }

    /// Says goodbye if the wire takes it within a moment, and drops the connection in any case.
    @Override
    public void close() {
        Thread farewell = Thread.ofVirtual().name("tls farewell").start(() -> quietly(tls::close));
        try {
            farewell.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        quietly(wire.connection()::close);
    }

    private interface Closing {
        void close() throws IOException;
    }

    private static void quietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection", e);
        }
    }
}
