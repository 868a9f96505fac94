package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.SharedPort;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One address the host listens on.
final class Listener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 256;
    private static final Duration BREATH = Duration.ofMillis(50);

    private final ServerSocket socket;

    private Listener(ServerSocket socket) {
        this.socket = socket;
    }

    static Listener on(Multiaddr address) throws IOException {
        InetSocketAddress wanted = address.tcpAddress()
                .orElseThrow(() -> new ProtocolException("cannot listen on " + address + ": not a TCP address"));
        if (wanted.getPort() != 0) {
            tryAlone(wanted, address);
        }
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            SharedPort.allow(socket);
            socket.bind(wanted, BACKLOG);
            return new Listener(socket);
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /// A shared port would also be given to a second program of the same user; that one should rather hear of the
    /// first.
    private static void tryAlone(InetSocketAddress wanted, Multiaddr address) throws IOException {
        try (ServerSocket alone = new ServerSocket()) {
            alone.setReuseAddress(true);
            alone.bind(wanted, 1);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /// Hands each caller on, until closed.
    void run(Consumer<TcpLink> callers) {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                callers.accept(TcpLink.of(caller));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.log(Level.WARNING, "cannot take a caller", e);
                    LockSupport.parkNanos(BREATH.toNanos());
                }
            }
        }
    }

    /// The addresses to tell others.
    List<Multiaddr> addresses() throws IOException {
        return Interfaces.reachedBy(local()).stream().map(Multiaddr::of).toList();
    }

    InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a listener", e);
        }
    }
}
