package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import java.io.IOException;

/// The peer was reached, and does not speak the protocol asked for.
public final class UnsupportedProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Names the peer and the protocol it declined.
    public UnsupportedProtocolException(PeerId peer, String protocol) {
        super(peer + " does not speak " + protocol);
    }
}
