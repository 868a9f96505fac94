package community.kith.p2p.punch;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Network;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/// TCP simultaneous open: both ends connect from the ports they listen on, each SYN opens its own router for the
/// other's,
/// and the two become one connection. A router that answers the first SYN with a refusal is simply asked again.
final class TcpPunch implements PunchTransport {
    private static final Duration BREATH = Duration.ofMillis(50);

    private final Network network;

    TcpPunch(Network network) {
        this.network = network;
    }

    @Override
    public boolean punches(Multiaddr address) {
        return address.tcpAddress().isPresent() && address.ip().isPresent();
    }

    @Override
    public Connection punch(Multiaddr address, PeerId peer, Direction as, Duration within) throws IOException {
        InetSocketAddress to =
                address.tcpAddress().orElseThrow(() -> new ConnectException("not a TCP address: " + address));
        OptionalInt port = ListenPort.of(network);
        if (port.isEmpty()) {
            throw new ConnectException("we listen on no TCP port");
        }
        return network.secure(knock(port.getAsInt(), to, within), as, Optional.of(peer));
    }

    private static TcpLink knock(int port, InetSocketAddress to, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.toMillis() <= 0) {
                throw new ConnectException("no answer from " + to);
            }
            try {
                return TcpLink.dialFrom(port, to, left);
            } catch (IOException e) {
                if (Thread.interrupted() || left.compareTo(BREATH) < 0) {
                    throw e;
                }
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
    }
}
