package community.kith.p2p.punch;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import java.io.IOException;
import java.time.Duration;

/// How one transport reaches a peer that tries to reach us at the same moment.
public interface PunchTransport {

    /// Whether it can try at that address.
    boolean punches(Multiaddr address);

    /// Tries until it works or the time is over. The end that dialled the relayed connection is the client here too
    /// (`as` is OUTBOUND); the other is the server, though it sends just as eagerly.
    Connection punch(Multiaddr address, PeerId peer, Direction as, Duration within) throws IOException;
}
