package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
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
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Host host;
    private final PeerId peer;
    private final BoundedQueue<Rpc> queue = new BoundedQueue<>(MAX_RPCS, MAX_BYTES);
    private final CountDownLatch closing = new CountDownLatch(1);
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
    /// @param again what to do when a new stream takes the place of a broken one
    void write(Runnable again) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS && closing.getCount() > 0; attempt++) {
                if (attempt > 0) {
                    if (closing.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    again.run();
                }
                if (!writeOne()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes to one stream; true when another may help.
    private boolean writeOne() {
        try (Stream stream = open()) {
            stream.timeout(PATIENCE);
            keepOutbound(stream);
            Optional<Rpc> next = queue.take();
            while (next.isPresent()) {
                stream.out().write(RpcCodec.encode(next.get()));
                next = queue.take();
            }
            return false;
        } catch (UnsupportedProtocolException e) {
            return false;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "gossip to " + peer + " broke: " + e);
            return true;
        }
    }

    private Stream open() throws IOException {
        boolean old = host.protocolsOf(peer).contains(Gossip.OLD_PROTOCOL)
                && !host.protocolsOf(peer).contains(Gossip.PROTOCOL);
        return host.open(peer, old ? Gossip.OLD_PROTOCOL : Gossip.PROTOCOL);
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
