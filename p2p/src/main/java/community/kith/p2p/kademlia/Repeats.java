package community.kith.p2p.kademlia;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is to be said again, and when. Thread-safe: every method holds the monitor.
final class Repeats<T> {
    private final int most;
    private final Map<Key, Repeat<T>> byKey = new TreeMap<>();

    private record Repeat<T>(T what, Instant due) {}

    Repeats(int most) {
        this.most = most;
    }

    /// Notes when something is due; false when there is no room for one more.
    synchronized boolean remember(Key key, T what, Instant due) {
        if (byKey.size() >= most && !byKey.containsKey(key)) {
            return false;
        }
        byKey.put(key, new Repeat<>(what, due));
        return true;
    }

    /// Changes when something is due, unless it was forgotten meanwhile.
    synchronized void postpone(Key key, Instant due) {
        byKey.computeIfPresent(key, (any, repeat) -> new Repeat<>(repeat.what(), due));
    }

    synchronized void forget(Key key) {
        byKey.remove(key);
    }

    /// What is due by now, the longest overdue first.
    synchronized List<T> due(Instant now, int atMost) {
        return byKey.values().stream()
                .filter(repeat -> !repeat.due().isAfter(now))
                .sorted(Comparator.comparing(Repeat::due))
                .limit(atMost)
                .map(Repeat::what)
                .toList();
    }
}
