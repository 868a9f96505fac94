package community.kith.p2p.security.tls;

import community.kith.p2p.security.Handshake;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;

/// Gathers records so that several leave in one call to the kernel. The TLS library flushes after each of them, which
/// does
/// not count: in the handshake a flight leaves before we wait for the answer, and after [#established()] what waits
/// leaves
/// with [#send()].
final class CorkedOutput extends OutputStream {
    private static final System.Logger LOG = System.getLogger(CorkedOutput.class.getName());
    private static final int SMALL_BUFFER_BYTES = 2 * 1024;
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Handshake.Wire wire;
    private volatile boolean handshaking = true;
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by lock, as all below.
    private byte[] waiting = new byte[SMALL_BUFFER_BYTES];

    private int end;

    CorkedOutput(Handshake.Wire wire) {
        this.wire = wire;
    }

    /// Sends the last flight; from now on nothing leaves by itself.
    void established() throws IOException {
        handshaking = false;
        send();
    }

    /// We are about to wait for the other end.
    void beforeReading() throws IOException {
        if (handshaking) {
            send();
        }
    }

    /// Sends what waits.
    void send() throws IOException {
        lock.lock();
        try {
            int n = end;
            end = 0;
            if (n > 0) {
                wire.out().write(waiting, 0, n);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        lock.lock();
        try {
            if (end + len > waiting.length) {
                send();
                if (waiting.length < BUFFER_BYTES) {
                    waiting = new byte[BUFFER_BYTES];
                }
            }
            if (len > waiting.length) {
                wire.out().write(b, off, len);
            } else {
                System.arraycopy(b, off, waiting, end, len);
                end += len;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {}

    /// The library closes when it has said goodbye, or why it goes.
    @Override
    public void close() throws IOException {
        try {
            send();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "nobody is left to say goodbye to", e);
        } finally {
            wire.connection().close();
        }
    }
}
