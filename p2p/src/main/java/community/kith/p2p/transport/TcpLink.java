package community.kith.p2p.transport;

import community.kith.base.name.Multiaddr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/// One TCP connection. Until its deadline is lifted, all reads together take no longer than that.
///
/// Kernel buffers are left to the kernel, which sizes them by what the path carries; setting them switches that off.
public final class TcpLink implements Link {
    private static final String TOO_LONG = "the handshake took too long";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    /// In nanoTime; owned by the thread that does the handshake, until it lifts it.
    private long deadline;

    private boolean timed;

    private TcpLink(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new Timed(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /// Takes over an accepted socket.
    public static TcpLink of(Socket accepted) throws IOException {
        return new TcpLink(accepted);
    }

    /// Connects to an address, resolving its name first when it has one.
    public static TcpLink dial(InetSocketAddress to, Duration timeout) throws IOException {
        return dial(to, timeout, 0);
    }

    /// The same from a port of ours that is also listened on, so that a router gives both the same port outside.
    ///
    /// @throws java.net.BindException when the port is not to be shared
    public static TcpLink dialFrom(int port, InetSocketAddress to, Duration timeout) throws IOException {
        return dial(to, timeout, port);
    }

    private static TcpLink dial(InetSocketAddress to, Duration timeout, int from) throws IOException {
        InetSocketAddress resolved = to.isUnresolved() ? new InetSocketAddress(to.getHostString(), to.getPort()) : to;
        if (resolved.isUnresolved()) {
            throw new UnknownHostException("no address for the name " + to.getHostString());
        }
        Socket socket = new Socket();
        try {
            if (from > 0) {
                SharedPort.allow(socket);
                socket.bind(new InetSocketAddress(from));
            }
            socket.connect(resolved, (int) timeout.toMillis());
            return new TcpLink(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void deadline(Duration fromNow) {
        deadline = System.nanoTime() + fromNow.toNanos();
        timed = true;
    }

    @Override
    public void liftDeadline() throws IOException {
        timed = false;
        socket.setSoTimeout(0);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public Multiaddr remote() {
        return Multiaddr.of(socketAddress());
    }

    /// The other end's address as the socket has it.
    public InetSocketAddress socketAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private final class Timed extends InputStream {
        private final InputStream plain;
        private final byte[] one = new byte[1];

        Timed(InputStream plain) {
            this.plain = plain;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            return timed ? readInTime(b, off, len) : plain.read(b, off, len);
        }

        private int readInTime(byte[] b, int off, int len) throws IOException {
            long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                throw new SocketTimeoutException(TOO_LONG);
            }
            socket.setSoTimeout((int) Math.min(leftMillis, Integer.MAX_VALUE));
            try {
                return plain.read(b, off, len);
            } catch (SocketTimeoutException e) {
                SocketTimeoutException late = new SocketTimeoutException(TOO_LONG);
                late.initCause(e);
                throw late;
            }
        }
    }
}
