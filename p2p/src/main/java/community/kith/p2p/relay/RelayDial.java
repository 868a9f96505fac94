package community.kith.p2p.relay;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.host.Connection;
import java.io.IOException;

/// How a relay is reached: `network::dial`, or something that leaves from the listening port, so that the relay sees
/// the
/// port that our router gave to that one.
@FunctionalInterface
public interface RelayDial {

    /// A new connection to the relay at this address, which ends in its name.
    Connection to(Multiaddr relay) throws IOException;

    /// Whether a connection to a relay that exists already is as good as a new one.
    default boolean suits(Connection existing) {
        return true;
    }
}
