package community.kith.p2p.relay;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Stream;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Optional;

/// Dials `/…/p2p/RELAY/p2p-circuit/p2p/TARGET`: asks the relay for a line to the target, and secures it end to end.
public final class CircuitTransport implements Transport {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Network network;
    private final RelayLines lines;

    /// Reaches relays by `dial` where no connection exists.
    public CircuitTransport(Network network, RelayDial dial) {
        this.network = network;
        this.lines = new RelayLines(network, dial);
    }

    @Override
    public boolean dials(Multiaddr address) {
        return address.relay().isPresent();
    }

    @Override
    public Secured dial(Multiaddr address, Optional<PeerId> expected) throws IOException {
        Multiaddr relay = address.relay().orElseThrow(() -> new ConnectException("no way through a relay: " + address));
        PeerId target = expected.or(address::peerId)
                .orElseThrow(() -> new ConnectException("nobody is named at the end of " + address));
        if (!address.withoutPeer().equals(relay.circuit())
                || RelayLines.nameOf(relay).equals(target)) {
            throw new ConnectException("not one relay and one peer: " + address);
        }
        Connection line = lines.to(relay);
        CircuitLink link = new CircuitLink(connect(line, target), remote(line));
        boolean done = false;
        try {
            Secured secured = network.upgrade(link, Optional.of(target));
            done = true;
            return secured;
        } finally {
            if (!done) {
                link.close();
            }
        }
    }

    private static Stream connect(Connection line, PeerId target) throws IOException {
        Stream stream = line.open(HopMessage.PROTOCOL);
        boolean done = false;
        try {
            stream.timeout(PATIENCE);
            new HopMessage.Connect(target).write(stream.out());
            if (!(HopMessage.read(stream.in()) instanceof HopMessage.Answer answer)) {
                throw new ProtocolException("the relay " + line.peer() + " asks where it should answer");
            }
            if (answer.status() != RelayStatus.OK) {
                throw new RelayException("cannot reach %s through %s".formatted(target, line.peer()), answer.status());
            }
            stream.timeout(Duration.ZERO);
            done = true;
            return stream;
        } finally {
            if (!done) {
                stream.reset();
            }
        }
    }

    /// The path to whoever is behind a relay we are connected to.
    static Multiaddr remote(Connection line) {
        return line.remote().withPeer(line.peer()).circuit();
    }
}
