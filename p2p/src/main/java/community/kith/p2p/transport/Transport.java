package community.kith.p2p.transport;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.io.IOException;
import java.util.Optional;

/// One way to reach a peer: TCP, QUIC, a relay.
public interface Transport {

    /// Whether this is the way to that address.
    boolean dials(Multiaddr address);

    /// Connects, and accepts whoever is there or only `expected`. Blocks for a bounded time; an interrupt ends it
    /// early.
    Secured dial(Multiaddr address, Optional<PeerId> expected) throws IOException;
}
