package community.kith.p2p.punch;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Network;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Over QUIC the client dials, and the server sends small packets in its direction, which open the server's router
/// until
/// the client's handshake comes through.
final class QuicPunch implements PunchTransport {
    private static final int SHORTEST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final Network network;
    private final RandomGenerator random;

    QuicPunch(Network network, RandomGenerator random) {
        this.network = network;
        this.random = random;
    }

    @Override
    public boolean punches(Multiaddr address) {
        return address.quicAddress().isPresent()
                && address.ip().isPresent()
                && network.listening().stream()
                        .anyMatch(own -> own.quicAddress().isPresent());
    }

    @Override
    public Connection punch(Multiaddr address, PeerId peer, Direction as, Duration within) throws IOException {
        return switch (as) {
            case OUTBOUND -> network.dial(address.withoutPeer().withPeer(peer));
            case INBOUND -> await(address, peer, within);
        };
    }

    private Connection await(Multiaddr address, PeerId peer, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
            network.punch(address);
            Optional<Connection> come = Volley.straight(network, peer);
            if (come.isPresent()) {
                return come.get();
            }
            int pause = random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
            LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
        }
        throw new ConnectException(peer + " did not come from " + address);
    }
}
