package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.quic.QuicTransport;
import community.kith.p2p.transport.Secured;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Takes QUIC callers, where the platform has QUIC.
///
/// Ports are reserved first, which costs nothing, so that addresses are known; what then takes callers costs a native
/// library and many classes, and may come later. Whoever calls in between is not heard, and a QUIC caller tries again.
final class QuicDoor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QuicDoor.class.getName());

    private final QuicTransport transport;
    private final List<Multiaddr> wanted;
    private final List<DatagramSocket> reserved = new CopyOnWriteArrayList<>();
    private final List<InetSocketAddress> bound = new CopyOnWriteArrayList<>();

    /// @param listen all addresses of the host, of which those with QUIC count
    QuicDoor(QuicTransport transport, List<Multiaddr> listen) {
        this.transport = transport;
        this.wanted = listen.stream()
                .filter(address -> address.quicAddress().isPresent())
                .toList();
    }

    /// Takes the ports. Where the system chooses one, it is that of `tcp` if that is free: one number is easier to let
    /// through a firewall.
    void reserve(List<InetSocketAddress> tcp) throws IOException {
        for (Multiaddr address : wanted) {
            InetSocketAddress at = address.quicAddress().orElseThrow();
            DatagramSocket socket = reserve(at, tcp);
            reserved.add(socket);
            bound.add(new InetSocketAddress(at.getAddress(), socket.getLocalPort()));
        }
    }

    private static DatagramSocket reserve(InetSocketAddress at, List<InetSocketAddress> tcp) throws IOException {
        for (InetSocketAddress twin : tcp) {
            if (at.getPort() == 0 && twin.getAddress().equals(at.getAddress())) {
                try {
                    return new DatagramSocket(twin);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, () -> "another port for UDP than for TCP: " + e);
                }
            }
        }
        try {
            return new DatagramSocket(at);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + Multiaddr.ofQuic(at) + ": " + e.getMessage(), e);
        }
    }

    /// Takes callers on the reserved ports from now on. On a platform without QUIC there are none, and no addresses.
    void open(Predicate<InetAddress> admits, Consumer<Secured> guests) throws IOException {
        List<InetSocketAddress> places = List.copyOf(bound);
        for (int i = 0; i < places.size(); i++) {
            reserved.get(i).close();
            boolean open = false;
            try {
                transport.listen(Multiaddr.ofQuic(places.get(i)), admits, guests);
                open = true;
            } catch (IOException e) {
                if (QuicTransport.isPossible()) {
                    throw e;
                }
            } finally {
                if (!open) {
                    bound.remove(places.get(i));
                }
            }
        }
    }

    /// Where it takes callers, or soon will, each without a peer's name.
    List<Multiaddr> addresses() throws IOException {
        List<Multiaddr> all = new ArrayList<>();
        for (InetSocketAddress at : bound) {
            Interfaces.reachedBy(at).forEach(address -> all.add(Multiaddr.ofQuic(address)));
        }
        return all;
    }

    /// Frees ports that were only reserved; the transport frees the others.
    @Override
    public void close() {
        reserved.forEach(DatagramSocket::close);
    }
}
