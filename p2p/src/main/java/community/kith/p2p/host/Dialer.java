package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.List;

/// Dials: one address, or several of a peer with a small head start for each over the next, of which the first to
/// answer
/// wins.
final class Dialer {
    private final Upgrade upgrade;
    private final HostLimits limits;

    Dialer(Upgrade upgrade, HostLimits limits) {
        this.upgrade = upgrade;
        this.limits = limits;
    }

    /// Connects to one address, and accepts only the peer that it names, if it names one.
    Connection dial(Multiaddr address) throws IOException {
        InetSocketAddress to = address.withoutPeer()
                .tcpAddress()
                .orElseThrow(() -> new ConnectException("cannot dial " + address + ": not a TCP address"));
        try {
            TcpLink link = TcpLink.dial(to, limits.dial());
            boolean done = false;
            try {
                Connection connection = upgrade.outbound(link, address.peerId());
                done = true;
                return connection;
            } finally {
                if (!done) {
                    HandshakeGate.close(link);
                }
            }
        } catch (IOException e) {
            ConnectException failed = new ConnectException("cannot connect to " + address + ": " + e.getMessage());
            failed.initCause(e);
            throw failed;
        }
    }

    /// Connects to a peer at whichever of its addresses answers first.
    Connection dial(PeerId peer, List<Multiaddr> addresses) throws IOException {
        if (addresses.size() == 1) {
            return dial(addresses.getFirst());
        }
        if (addresses.isEmpty()) {
            throw new ConnectException("no address known for " + peer);
        }
        try {
            return new DialRace(this, addresses).winner();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while dialling " + peer);
        }
    }
}
