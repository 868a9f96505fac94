package community.kith.p2p.punch;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Network;
import community.kith.p2p.relay.RelayDial;
import community.kith.p2p.transport.Scope;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;
import java.util.WeakHashMap;

/// Dials relays from the port that we listen on. Most routers then show all the world one port of theirs for it, and
/// what
/// the relay sees is where others can knock.
public final class ListenPort implements RelayDial {
    private static final System.Logger LOG = System.getLogger(ListenPort.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Network network;
    private final Set<Connection> ours = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /// For the ports that `network` listens on.
    public ListenPort(Network network) {
        this.network = network;
    }

    /// The TCP port listened on; the first when there are several.
    static OptionalInt of(Network network) {
        return network.listening().stream()
                .flatMap(address -> address.tcpAddress().stream())
                .mapToInt(InetSocketAddress::getPort)
                .findFirst();
    }

    @Override
    public Connection to(Multiaddr relay) throws IOException {
        OptionalInt port = of(network);
        if (relay.tcpAddress().isEmpty() || port.isEmpty()) {
            return network.dial(relay);
        }
        TcpLink link;
        try {
            link = TcpLink.dialFrom(port.getAsInt(), relay.tcpAddress().get(), PATIENCE);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "cannot reach " + relay + " from port " + port.getAsInt() + ": " + e);
            return network.dial(relay);
        }
        Connection connection = network.secure(link, Direction.OUTBOUND, relay.peerId());
        ours.add(connection);
        return connection;
    }

    @Override
    public boolean suits(Connection existing) {
        return showsOurPort(existing)
                || Scope.of(existing.remote()) != Scope.PUBLIC
                || of(network).isEmpty();
    }

    /// Whether the other end sees the port that others can knock at: it came to it, or we left from it.
    public boolean showsOurPort(Connection connection) {
        boolean quic = connection.remote().quicAddress().isPresent()
                && network.listening().stream()
                        .anyMatch(own -> own.quicAddress().isPresent());
        return connection.direction() == Direction.INBOUND || quic || ours.contains(connection);
    }
}
