package community.kith.p2p.punch;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One moment at which every address of a peer is tried, while the peer tries ours.
final class Volley {
    private static final System.Logger LOG = System.getLogger(Volley.class.getName());
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Network network;
    private final List<PunchTransport> transports;

    Volley(Network network, List<PunchTransport> transports) {
        this.network = network;
        this.transports = transports;
    }

    /// The straight connection that came of it, whoever of the two made it.
    ///
    /// @param atLeast how long the peer may take to get through when all of ours have failed
    Optional<Connection> fire(PeerId peer, List<Multiaddr> at, Direction as, Duration atLeast)
            throws InterruptedException {
        List<Thread> attempts = new ArrayList<>();
        CountDownLatch failed = new CountDownLatch(at.size());
        for (Multiaddr address : at) {
            attempts.add(Thread.ofVirtual().name("punch " + address).start(() -> {
                try {
                    attempt(address, peer, as);
                } finally {
                    failed.countDown();
                }
            }));
        }
        try {
            return await(peer, failed, atLeast);
        } finally {
            for (Thread attempt : attempts) {
                attempt.interrupt();
                attempt.join(PATIENCE);
            }
        }
    }

    private void attempt(Multiaddr address, PeerId peer, Direction as) {
        for (PunchTransport transport : transports) {
            if (transport.punches(address)) {
                try {
                    transport.punch(address, peer, as, PATIENCE);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, () -> "no hole to " + peer + " at " + address + ": " + e);
                }
                return;
            }
        }
    }

    private Optional<Connection> await(PeerId peer, CountDownLatch failed, Duration atLeast)
            throws InterruptedException {
        long begun = System.nanoTime();
        boolean over = false;
        while (true) {
            Optional<Connection> straight = straight(network, peer);
            if (straight.isPresent() || over) {
                return straight;
            }
            boolean early = System.nanoTime() - begun < atLeast.toNanos();
            if (early) {
                Thread.sleep(LOOK);
            } else {
                over = failed.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)
                        || System.nanoTime() - begun > PATIENCE.toNanos();
            }
        }
    }

    /// A connection to the peer that goes through no relay.
    static Optional<Connection> straight(Network network, PeerId peer) {
        return network.connections(peer).stream()
                .filter(connection -> connection.path() != Path.RELAYED)
                .findFirst();
    }
}
