package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Dials: one address, or several of a peer with a small head start for each over the next, of which the first to
/// answer
/// wins.
final class Dialer {
    private static final Duration HEAD_START = Duration.ofMillis(250);

    private final Upgrade upgrade;
    private final HostLimits limits;

    /// What became of one address.
    private sealed interface Outcome {
        record Answered(Connection connection) implements Outcome {}

        record Failed(IOException cause) implements Outcome {}
    }

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
        ConnectException failure = new ConnectException(
                addresses.isEmpty() ? "no address known for " + peer : "cannot reach " + peer + " at " + addresses);
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        List<Thread> attempts = new ArrayList<>();
        try {
            int failed = 0;
            while (failed < addresses.size()) {
                boolean last = attempts.size() == addresses.size();
                if (!last) {
                    Multiaddr next = addresses.get(attempts.size());
                    attempts.add(Thread.ofVirtual().name("dial " + next).start(() -> outcomes.add(attempt(next))));
                }
                Optional<Outcome> outcome = await(outcomes, last || attempts.size() == addresses.size());
                if (outcome.isPresent()) {
                    switch (outcome.get()) {
                        case Outcome.Answered answered -> {
                            return answered.connection();
                        }
                        case Outcome.Failed gone -> {
                            failure.addSuppressed(gone.cause());
                            failed++;
                        }
                    }
                }
            }
            throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while dialling " + peer);
        } finally {
            abandon(attempts, outcomes);
        }
    }

    private Outcome attempt(Multiaddr address) {
        try {
            return new Outcome.Answered(dial(address));
        } catch (IOException e) {
            return new Outcome.Failed(e);
        }
    }

    private static Optional<Outcome> await(BlockingQueue<Outcome> outcomes, boolean none) throws InterruptedException {
        if (none) {
            return Optional.of(outcomes.take());
        }
        return Optional.ofNullable(outcomes.poll(HEAD_START.toNanos(), TimeUnit.NANOSECONDS));
    }

    /// Stops the attempts still under way; one that has answered meanwhile is hung up on.
    private static void abandon(List<Thread> attempts, BlockingQueue<Outcome> outcomes) {
        boolean over = attempts.stream().noneMatch(Thread::isAlive);
        attempts.forEach(Thread::interrupt);
        if (over && outcomes.isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("hang up").start(() -> {
            try {
                for (Thread attempt : attempts) {
                    attempt.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Outcome.Answered answered) {
                    answered.connection().close();
                }
            }
        });
    }
}
