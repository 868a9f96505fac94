package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The live connections by peer. A peer may have several, as when both ends dial at once; the newest is used.
///
/// Thread-safe: every method holds the monitor; connections are closed outside of it.
final class ConnectionTable {
    private static final int MAX_PER_PEER = 4;

    private final int most;
    private final Map<PeerId, List<Connection>> byPeer = new LinkedHashMap<>();
    private int size;
    private boolean closed;

    ConnectionTable(int most) {
        this.most = most;
    }

    /// Enters a connection; the oldest of the same peer may have to go for it.
    void add(Connection connection) throws ConnectException {
        Optional<Connection> displaced = Optional.empty();
        synchronized (this) {
            if (closed) {
                throw new ConnectException("this host is closed");
            }
            List<Connection> known = byPeer.computeIfAbsent(connection.peer(), peer -> new ArrayList<>());
            if (known.size() >= MAX_PER_PEER) {
                displaced = Optional.of(known.removeFirst());
                size--;
            } else if (size >= most) {
                if (known.isEmpty()) {
                    byPeer.remove(connection.peer());
                }
                throw new ConnectException(most + " connections are open");
            }
            known.add(connection);
            size++;
        }
        displaced.ifPresent(Connection::close);
    }

    synchronized void remove(Connection connection) {
        // None are known when this one had to make room and all others have ended since.
        List<Connection> known = byPeer.getOrDefault(connection.peer(), new ArrayList<>());
        if (known.remove(connection)) {
            size--;
            if (known.isEmpty()) {
                byPeer.remove(connection.peer());
            }
        }
    }

    /// The newest connection that takes new streams.
    synchronized Optional<Connection> newest(PeerId peer) {
        return byPeer.getOrDefault(peer, List.of()).reversed().stream()
                .filter(connection -> connection.session().isOpen())
                .findFirst();
    }

    synchronized Set<PeerId> peers() {
        Set<PeerId> peers = new TreeSet<>();
        for (List<Connection> connections : byPeer.values()) {
            for (Connection connection : connections) {
                if (connection.session().isOpen()) {
                    peers.add(connection.peer());
                }
            }
        }
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
