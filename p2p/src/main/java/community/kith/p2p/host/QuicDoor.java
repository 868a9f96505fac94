package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.quic.QuicTransport;
import community.kith.p2p.transport.Secured;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Takes QUIC callers, where the platform has QUIC.
final class QuicDoor {
    private static final System.Logger LOG = System.getLogger(QuicDoor.class.getName());

    private final QuicTransport transport;
    private final List<Multiaddr> wanted;
    private final List<InetSocketAddress> bound = new CopyOnWriteArrayList<>();

    /// @param listen all addresses of the host, of which those with QUIC count
    QuicDoor(QuicTransport transport, List<Multiaddr> listen) {
        this.transport = transport;
        this.wanted = listen.stream()
                .filter(address -> address.quicAddress().isPresent())
                .toList();
    }

    /// Takes callers from now on. Where the system chooses the port, it is that of `tcp` if that is free: one number is
    /// easier
    /// to let through a firewall.
    void open(List<InetSocketAddress> tcp, Predicate<InetAddress> admits, Consumer<Secured> guests) throws IOException {
        for (Multiaddr address : wanted) {
            if (!QuicTransport.isPossible()) {
                return;
            }
            bound.add(listen(address, tcp, admits, guests));
        }
    }

    private InetSocketAddress listen(
            Multiaddr address, List<InetSocketAddress> tcp, Predicate<InetAddress> admits, Consumer<Secured> guests)
            throws IOException {
        InetSocketAddress at = address.quicAddress().orElseThrow();
        for (InetSocketAddress twin : tcp) {
            if (at.getPort() == 0 && twin.getAddress().equals(at.getAddress())) {
                try {
                    return transport.listen(Multiaddr.ofQuic(twin), admits, guests);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, () -> "another port for UDP than for TCP: " + e);
                }
            }
        }
        return transport.listen(address, admits, guests);
    }

    /// Where it takes callers, each without a peer's name.
    List<Multiaddr> addresses() throws IOException {
        List<Multiaddr> all = new ArrayList<>();
        for (InetSocketAddress at : bound) {
            Interfaces.reachedBy(at).forEach(address -> all.add(Multiaddr.ofQuic(address)));
        }
        return all;
    }
}
