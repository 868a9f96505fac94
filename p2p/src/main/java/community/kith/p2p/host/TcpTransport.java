package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.TcpLink;
import community.kith.p2p.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// Dials TCP addresses.
final class TcpTransport implements Transport {
    private final Upgrade upgrade;
    private final Duration patience;

    TcpTransport(Upgrade upgrade, Duration patience) {
        this.upgrade = upgrade;
        this.patience = patience;
    }

    @Override
    public boolean dials(Multiaddr address) {
        return address.tcpAddress().isPresent();
    }

    @Override
    public Secured dial(Multiaddr address, Optional<PeerId> expected) throws IOException {
        InetSocketAddress to =
                address.tcpAddress().orElseThrow(() -> new ConnectException(address + " is not a TCP address"));
        TcpLink link = TcpLink.dial(to, patience);
        boolean done = false;
        try {
            Secured secured = upgrade.outbound(link, expected);
            done = true;
            return secured;
        } finally {
            if (!done) {
                HandshakeGate.close(link);
            }
        }
    }
}
