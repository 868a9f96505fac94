package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import community.kith.p2p.muxer.MuxerStream;
import community.kith.p2p.negotiate.Multistream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/// What a host serves: it agrees on a protocol with the peer that opened a stream, and runs the handler, unless too
/// many
/// run already.
final class Protocols {
    private static final System.Logger LOG = System.getLogger(Protocols.class.getName());

    private final Map<String, ConnectionHandler> handlers = new ConcurrentSkipListMap<>();
    private final Duration patience;
    private final HostLimits.Serving limits;
    private final Predicate<PeerId> isProtected;
    /// Handlers at work, by protocol and by peer and protocol; guarded by its monitor.
    private final Map<Object, Integer> running = new HashMap<>();

    private record Share(PeerId peer, String protocol) {}

    Protocols(HostLimits limits, Predicate<PeerId> isProtected) {
        this.patience = limits.handshake();
        this.limits = limits.serving();
        this.isProtected = isProtected;
    }

    void put(String protocol, ConnectionHandler handler) {
        handlers.put(protocol, handler);
    }

    void remove(String protocol) {
        handlers.remove(protocol);
    }

    List<String> names() {
        return List.copyOf(handlers.keySet());
    }

    /// Serves one incoming stream to its end, on the calling thread.
    void serve(Connection connection, MuxerStream stream) {
        boolean done = false;
        try {
            stream.timeout(patience);
            String protocol = Multistream.answer(stream.in(), stream.out(), handlers::containsKey);
            stream.timeout(Duration.ZERO);
            run(connection, new MuxedStream(connection.peer(), protocol, stream));
            done = true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a stream of " + connection.peer() + " failed: " + e);
        } finally {
            if (done) {
                stream.close();
            } else {
                stream.reset();
            }
        }
    }

    private void run(Connection connection, Stream stream) throws IOException {
        ConnectionHandler handler = handlers.get(stream.protocol());
        if (handler == null) {
            throw new ConnectException("no longer speaks " + stream.protocol());
        }
        Share share = new Share(stream.peer(), stream.protocol());
        enter(share);
        try {
            handler.handle(connection, stream);
        } finally {
            leave(share);
        }
    }

    private void enter(Share share) throws ConnectException {
        int allowed = isProtected.test(share.peer()) ? limits.perPeer() : limits.perStranger();
        synchronized (running) {
            if (running.getOrDefault(share, 0) >= allowed
                    || running.getOrDefault(share.protocol(), 0) >= limits.perProtocol()) {
                throw new ConnectException("too many streams speak " + share.protocol());
            }
            running.merge(share, 1, Integer::sum);
            running.merge(share.protocol(), 1, Integer::sum);
        }
    }

    private void leave(Share share) {
        synchronized (running) {
            running.computeIfPresent(share, (key, count) -> count == 1 ? null : count - 1);
            running.computeIfPresent(share.protocol(), (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
