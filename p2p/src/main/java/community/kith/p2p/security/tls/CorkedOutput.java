package community.kith.p2p.security.tls;

import community.kith.p2p.security.Handshake;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;

/// Gathers records so that several leave in one call to the kernel. The TLS library flushes after each of them, which
/// counts
/// only until [#cork()]; from then on [#send()] does it.
final class CorkedOutput extends OutputStream {
    private static final System.Logger LOG = System.getLogger(CorkedOutput.class.getName());
    private static final int SMALL_BUFFER_BYTES = 2 * 1024;
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Handshake.Wire wire;
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by lock, as all below.
    private byte[] waiting = new byte[SMALL_BUFFER_BYTES];

    private int end;
    private boolean corked;

    CorkedOutput(Handshake.Wire wire) {
        this.wire = wire;
    }

    /// The handshake is over.
    void cork() {
        lock.lock();
        try {
            corked = true;
        } finally {
            lock.unlock();
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
    public void flush() throws IOException {
        lock.lock();
        try {
            if (!corked) {
                send();
            }
        } finally {
            lock.unlock();
        }
    }

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
