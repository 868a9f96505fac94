package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The live connections by peer. A peer may have several, as when both ends dial at once or a straight way was found
/// beside one through a relay; the best takes new streams, and the rest end once they are idle.
///
/// Thread-safe: every method holds the monitor; connections are closed outside of it.
final class ConnectionTable {
    private static final int MAX_PER_PEER = 4;
    /// Two connections this close in time may each be the newer one for one of the ends.
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final PeerId self;
    private final int most;
    private final Map<PeerId, List<Connection>> byPeer = new LinkedHashMap<>();
    private final Set<PeerId> safe = new TreeSet<>();
    private int size;
    private boolean closed;

    /// What entering a connection led to: whether it is the peer's first, and what had to go for it.
    record Entry(boolean first, Optional<Connection> displaced) {}

    ConnectionTable(PeerId self, int most) {
        this.self = self;
        this.most = most;
    }

    /// Enters a connection; the oldest of the same peer, or an idle one of a peer that nothing protects, may have to
    /// go.
    ///
    /// @throws ConnectException when nobody can make room
    synchronized Entry add(Connection connection) throws ConnectException {
        if (closed) {
            throw new ConnectException("this host is closed");
        }
        List<Connection> known = byPeer.getOrDefault(connection.peer(), List.of());
        Optional<Connection> displaced = Optional.empty();
        if (known.size() >= MAX_PER_PEER) {
            displaced = Optional.of(known.getFirst());
        } else if (size >= most) {
            displaced = Optional.of(roomFor(connection));
        }
        displaced.ifPresent(this::remove);
        List<Connection> page = byPeer.computeIfAbsent(connection.peer(), peer -> new ArrayList<>());
        page.add(connection);
        size++;
        return new Entry(page.size() == 1, displaced);
    }

    /// A protected peer's newcomer displaces any other peer's, a stranger's only an idle one.
    private Connection roomFor(Connection newcomer) throws ConnectException {
        boolean mayHurt = safe.contains(newcomer.peer());
        Predicate<Connection> mayGo = candidate -> !safe.contains(candidate.peer())
                && (mayHurt || candidate.muxer().streams() == 0);
        return byPeer.values().stream()
                .flatMap(List::stream)
                .filter(mayGo)
                .min(Comparator.comparingInt(
                                (Connection candidate) -> candidate.muxer().streams())
                        .thenComparing(Connection::direction, Comparator.reverseOrder())
                        .thenComparing(Comparator.comparing(Connection::age).reversed()))
                .orElseThrow(() -> new ConnectException(most + " connections are open"));
    }

    /// Strikes out a connection; true when it was the peer's last.
    synchronized boolean remove(Connection connection) {
        List<Connection> known = byPeer.get(connection.peer());
        if (known == null || !known.remove(connection)) {
            return false;
        }
        size--;
        if (known.isEmpty()) {
            byPeer.remove(connection.peer());
            return true;
        }
        return false;
    }

    synchronized void protect(PeerId peer) {
        safe.add(peer);
    }

    synchronized void unprotect(PeerId peer) {
        safe.remove(peer);
    }

    synchronized boolean isProtected(PeerId peer) {
        return safe.contains(peer);
    }

    /// The best connection that takes new streams.
    synchronized Optional<Connection> best(PeerId peer) {
        return open(peer).stream().findFirst();
    }

    /// A peer's open connections, the best first: straight before relayed, then the newest.
    synchronized List<Connection> open(PeerId peer) {
        return byPeer.getOrDefault(peer, List.of()).reversed().stream()
                .filter(Connection::isOpen)
                .sorted(Comparator.comparing(ConnectionTable::isRelayed))
                .toList();
    }

    /// Idle connections that another makes superfluous. Both ends come to the same verdict: of two that began at once,
    /// the one stays that the lesser name dialled; else the newer.
    synchronized List<Connection> superfluous() {
        List<Connection> found = new ArrayList<>();
        for (List<Connection> all : byPeer.values()) {
            if (all.size() > 1) {
                List<Connection> open = all.stream().filter(Connection::isOpen).toList();
                open.stream()
                        .filter(one -> one.muxer().streams() == 0 && one.age().compareTo(AT_ONCE) > 0)
                        .filter(one -> open.stream().anyMatch(other -> other != one && outlives(other, one)))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private boolean outlives(Connection a, Connection b) {
        if (isRelayed(a) != isRelayed(b)) {
            return isRelayed(b);
        }
        boolean atOnce = a.age().minus(b.age()).abs().compareTo(AT_ONCE) < 0;
        if (atOnce && a.direction() != b.direction()) {
            boolean weAreLesser = self.compareTo(a.peer()) < 0;
            return weAreLesser == (a.direction() == Direction.OUTBOUND);
        }
        return a.age().compareTo(b.age()) < 0;
    }

    private static boolean isRelayed(Connection connection) {
        return connection.path() == Path.RELAYED;
    }

    synchronized Set<PeerId> peers() {
        Set<PeerId> peers = new TreeSet<>();
        byPeer.forEach((peer, connections) -> {
            if (connections.stream().anyMatch(Connection::isOpen)) {
                peers.add(peer);
            }
        });
        return peers;
    }

    synchronized List<Connection> of(PeerId peer) {
        return List.copyOf(byPeer.getOrDefault(peer, List.of()));
    }

    synchronized List<Connection> all() {
        return byPeer.values().stream().flatMap(List::stream).toList();
    }

    /// Takes no more connections, and returns those to close.
    synchronized List<Connection> close() {
        closed = true;
        return all();
    }
}
