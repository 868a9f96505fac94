package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.UnsupportedProtocolException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The way to one peer: a queue, and a thread that writes it to a stream which only we write to.
///
/// A peer that does not read fills its queue, and then misses what others get; it holds up nobody.
final class PeerLink {
    private static final System.Logger LOG = System.getLogger(PeerLink.class.getName());
    private static final int MAX_RPCS = 1024;
    private static final long MAX_BYTES = 4L << 20;
    private static final int ATTEMPTS = 3;
    /// Told to the writer like an RPC, and never sent.
    private static final Rpc MOVE = Rpc.EMPTY;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Host host;
    private final PeerId peer;
    private final BoundedQueue<Rpc> queue = new BoundedQueue<>(MAX_RPCS, MAX_BYTES);
    private volatile Optional<Connection> carrier = Optional.empty();
    private final CountDownLatch closing = new CountDownLatch(1);
    /// The writer's own: what a broken stream may have lost goes over the next.
    private Optional<Rpc> unsent = Optional.empty();

    /// Both guarded by this monitor.
    private Optional<Stream> outbound = Optional.empty();

    private Optional<Stream> inbound = Optional.empty();

    PeerLink(Host host, PeerId peer) {
        this.host = host;
        this.peer = peer;
    }

    boolean offer(Rpc rpc) {
        return queue.offer(rpc, rpc.sizeBytes());
    }

    /// Writes until the link is closed or the peer takes no stream any more.
    ///
    /// @param again what to do when a new stream takes the place of another
    void write(Runnable again) {
        int left = ATTEMPTS;
        End end = writeOne();
        try {
            while (end != End.OVER && left > 0) {
                if (end == End.BROKEN) {
                    left--;
                    if (closing.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                }
                again.run();
                end = writeOne();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How the writing of one stream ended.
    private enum End {
        OVER,
        BROKEN,
        /// There is a better connection.
        MOVED
    }

    private End writeOne() {
        try (Stream stream = open()) {
            stream.timeout(PATIENCE);
            keepOutbound(stream);
            while (unsent.isPresent() || takeNext()) {
                Rpc next = unsent.orElseThrow();
                if (!next.equals(MOVE)) {
                    stream.out().write(RpcCodec.encode(next));
                }
                unsent = Optional.empty();
                if (next.equals(MOVE) && hasBetter()) {
                    return End.MOVED;
                }
            }
            return End.OVER;
        } catch (UnsupportedProtocolException e) {
            return End.OVER;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "gossip to " + peer + " broke: " + e);
            return End.BROKEN;
        }
    }

    private boolean takeNext() {
        unsent = queue.take();
        return unsent.isPresent();
    }

    private Stream open() throws IOException {
        boolean old = host.protocolsOf(peer).contains(Gossip.OLD_PROTOCOL)
                && !host.protocolsOf(peer).contains(Gossip.PROTOCOL);
        String protocol = old ? Gossip.OLD_PROTOCOL : Gossip.PROTOCOL;
        Optional<Connection> best = best();
        carrier = best;
        return best.isPresent() ? best.get().open(protocol) : host.open(peer, protocol);
    }

    private Optional<Connection> best() {
        return host instanceof Network network
                ? network.connections(peer).stream().findFirst()
                : Optional.empty();
    }

    /// The connection that carries what we write, where the host knows connections.
    Optional<Connection> carrier() {
        return carrier;
    }

    /// Leaves a connection that a better one makes superfluous, such as one through a relay: it ends once it is idle.
    void moveToTheBest() {
        if (hasBetter()) {
            queue.offer(MOVE, 0);
        }
    }

    private boolean hasBetter() {
        Optional<Connection> best = best();
        return best.isPresent() && carrier.isPresent() && best.get() != carrier.get();
    }

    private synchronized void keepOutbound(Stream stream) {
        if (closing.getCount() == 0) {
            stream.reset();
        }
        outbound = Optional.of(stream);
    }

    /// The peer talks over this stream now, and no longer over an older one.
    synchronized void heardFrom(Stream stream) {
        inbound.ifPresent(Stream::reset);
        inbound = Optional.of(stream);
        if (closing.getCount() == 0) {
            stream.reset();
        }
    }

    synchronized void close() {
        closing.countDown();
        queue.close();
        outbound.ifPresent(Stream::reset);
        inbound.ifPresent(Stream::reset);
    }
}
