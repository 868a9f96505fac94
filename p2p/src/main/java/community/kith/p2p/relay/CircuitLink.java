package community.kith.p2p.relay;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.host.Stream;
import community.kith.p2p.transport.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// A stream through a relay, used as if it were a socket.
public final class CircuitLink implements Link {
    private final Stream stream;
    private final Multiaddr remote;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final InputStream in;
    /// In nanoTime; owned by the thread that does the handshake, until it lifts it.
    private long deadline;

    private boolean timed;

    /// `stream` is agreed to be the peer's from here on; `remote` is the path to it, without its name.
    CircuitLink(Stream stream, Multiaddr remote) {
        this.stream = stream;
        this.remote = remote;
        this.in = new Timed();
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return stream.out();
    }

    @Override
    public Multiaddr remote() {
        return remote;
    }

    @Override
    public void deadline(Duration fromNow) {
        deadline = System.nanoTime() + fromNow.toNanos();
        timed = true;
    }

    @Override
    public void liftDeadline() {
        timed = false;
        stream.timeout(Duration.ZERO);
    }

    /// Waits until somebody closed it.
    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        stream.close();
        closed.countDown();
    }

    private final class Timed extends InputStream {
        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (timed) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (!left.isPositive()) {
                    throw new SocketTimeoutException("the handshake through a relay took too long");
                }
                stream.timeout(left);
            }
            return stream.in().read(b, off, len);
        }

        @Override
        public int available() throws IOException {
            return stream.in().available();
        }
    }
}
