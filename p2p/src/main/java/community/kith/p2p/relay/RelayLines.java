package community.kith.p2p.relay;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Our connections to relays: one that exists, or a new one.
final class RelayLines {
    private final Network network;
    private final RelayDial dial;

    RelayLines(Network network, RelayDial dial) {
        this.network = network;
        this.dial = dial;
    }

    /// A connection to the relay that an address names; `at` may be nothing but the name.
    Connection to(Multiaddr at) throws IOException {
        PeerId relay = nameOf(at);
        Optional<Connection> known = existing(relay);
        if (known.filter(dial::suits).isPresent()) {
            return known.get();
        }
        try {
            return fresh(at, relay);
        } catch (IOException e) {
            return known.orElseThrow(() -> e);
        }
    }

    Optional<Connection> existing(PeerId relay) {
        return network.connections(relay).stream()
                .filter(connection -> connection.path() != Path.RELAYED && connection.isOpen())
                .max(Comparator.comparing(dial::suits));
    }

    private Connection fresh(Multiaddr at, PeerId relay) throws IOException {
        List<Multiaddr> ways = new ArrayList<>();
        if (at.components().size() > 1) {
            ways.add(at);
        }
        network.addressesOf(relay).stream()
                .filter(known -> known.relay().isEmpty() && !ways.contains(known))
                .forEach(ways::add);
        ConnectException failure = new ConnectException("cannot reach the relay " + relay);
        for (Multiaddr way : ways) {
            try {
                return dial.to(way);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    static PeerId nameOf(Multiaddr relay) throws ConnectException {
        return relay.peerId().orElseThrow(() -> new ConnectException("an address that does not name its relay"));
    }
}
