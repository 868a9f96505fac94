package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Scope;

/// Which way a connection takes, the best first.
public enum Path {
    /// Within this machine.
    LOOPBACK,
    /// Within the same house.
    LAN,
    /// Straight over the internet.
    DIRECT,
    /// Straight, after both ends opened their routers for each other at the same moment.
    PUNCHED,
    /// Through a third peer, which sees nothing but sealed bytes.
    RELAYED;

    /// The way to an address.
    static Path to(Multiaddr remote) {
        if (remote.relay().isPresent()) {
            return RELAYED;
        }
        return switch (Scope.of(remote)) {
            case LOOPBACK -> LOOPBACK;
            case PRIVATE -> LAN;
            case PUBLIC -> DIRECT;
        };
    }
}
