package community.kith.p2p.host;

import community.kith.p2p.transport.Link;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/// Counts the callers that have not proven who they are. When they are too many, the oldest goes: a caller in earnest
/// is
/// done long before, and one that stalls makes room. Thread-safe.
final class HandshakeGate {
    private static final System.Logger LOG = System.getLogger(HandshakeGate.class.getName());

    private final HostLimits.Inbound limits;
    /// The oldest first; guarded by this monitor.
    private final SequencedSet<TcpLink> waiting = new LinkedHashSet<>();

    HandshakeGate(HostLimits.Inbound limits) {
        this.limits = limits;
    }

    /// Lets a caller in, if need be at the expense of another.
    void enter(TcpLink caller) {
        Optional<TcpLink> displaced;
        synchronized (this) {
            displaced = mustGo(caller.socketAddress().getAddress());
            displaced.ifPresent(waiting::remove);
            waiting.add(caller);
        }
        displaced.ifPresent(HandshakeGate::close);
    }

    private Optional<TcpLink> mustGo(InetAddress address) {
        long sameAddress =
                waiting.stream().filter(link -> address.equals(addressOf(link))).count();
        if (sameAddress >= limits.handshakesPerAddress()) {
            return waiting.stream()
                    .filter(link -> address.equals(addressOf(link)))
                    .findFirst();
        }
        return waiting.size() >= limits.handshakes() ? Optional.of(waiting.getFirst()) : Optional.empty();
    }

    private static InetAddress addressOf(TcpLink link) {
        return link.socketAddress().getAddress();
    }

    /// The caller is through, or gone.
    synchronized void leave(TcpLink caller) {
        waiting.remove(caller);
    }

    /// Closes everybody who waits.
    void clear() {
        SequencedSet<TcpLink> all;
        synchronized (this) {
            all = new LinkedHashSet<>(waiting);
            waiting.clear();
        }
        all.forEach(HandshakeGate::close);
    }

    static void close(Link link) {
        try {
            link.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection", e);
        }
    }
}
