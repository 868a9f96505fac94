package community.kith.node.connectivity;

import community.kith.base.name.PeerId;
import community.kith.node.Paths;
import community.kith.node.api.Check;
import community.kith.node.api.PeerPath;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Network;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the ways off the connections that are there.
public final class NetworkPaths implements Paths {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Network network;

    public NetworkPaths(Network network) {
        this.network = network;
    }

    @Override
    public Optional<PeerPath> to(PeerId peer) {
        return network.connections(peer).stream().findFirst().map(this::path);
    }

    private PeerPath path(Connection connection) {
        return new PeerPath(
                connection.path().name().toLowerCase(Locale.ROOT),
                connection.remote().toString(),
                connection.roundTrip().toNanos() / NANOS_PER_MILLI,
                "");
    }

    @Override
    public List<Check> checks() {
        return List.of();
    }
}
