package community.kith.p2p.reach;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Network;
import community.kith.p2p.punch.ListenPort;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Has our relays look at us over TCP and over QUIC, since a router may show another port for each. Thread-safe.
final class Lookouts {
    private static final System.Logger LOG = System.getLogger(Lookouts.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Network network;
    private final ListenPort listenPort;
    private final Map<Lookout, Instant> tried = new HashMap<>();

    private record Lookout(PeerId relay, boolean quic) {}

    Lookouts(Network network, ListenPort listenPort) {
        this.network = network;
        this.listenPort = listenPort;
    }

    /// Connects to the relay once more, over the transport that it has not seen us by, when it has one.
    synchronized void look(PeerId relay, boolean quic, Instant now) {
        tried.values().removeIf(at -> !now.isBefore(at.plus(PAUSE)));
        Optional<Multiaddr> address = network.addressesOf(relay).stream()
                .filter(known -> known.relay().isEmpty() && Reachability.isPublic(known))
                .filter(known -> (quic ? known.quicAddress() : known.tcpAddress()).isPresent())
                .findFirst();
        if (weListen(quic) && address.isPresent() && tried.putIfAbsent(new Lookout(relay, quic), now) == null) {
            Thread.ofVirtual().name("lookout").start(() -> connect(address.get()));
        }
    }

    private boolean weListen(boolean quic) {
        return network.listening().stream().anyMatch(own -> (quic ? own.quicAddress() : own.tcpAddress()).isPresent());
    }

    private void connect(Multiaddr address) {
        try {
            listenPort.to(address);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a relay is not reached at " + address + ": " + e);
        }
    }

    /// The network changed.
    synchronized void clear() {
        tried.clear();
    }
}
