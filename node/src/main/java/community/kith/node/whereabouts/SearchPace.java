package community.kith.node.whereabouts;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whom to search for, and when again: soon at first, then less and less, until the device is back. Not thread-safe.
final class SearchPace {
    private final Duration first;
    private final Duration longest;
    private final Map<PeerId, Next> searched = new HashMap<>();

    private record Next(Instant at, Duration pause) {}

    SearchPace(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /// Those of the absent whose turn it is; who is not absent is forgotten.
    List<PeerId> due(Collection<PeerId> absent, Instant now) {
        searched.keySet().retainAll(absent);
        List<PeerId> due = absent.stream()
                .filter(peer -> !searched.containsKey(peer)
                        || !now.isBefore(searched.get(peer).at()))
                .toList();
        for (PeerId peer : due) {
            Next last = searched.get(peer);
            Duration longer = last == null ? first : last.pause().multipliedBy(2);
            Duration pause = longer.compareTo(longest) > 0 ? longest : longer;
            searched.put(peer, new Next(now.plus(pause), pause));
        }
        return due;
    }

    /// The network is another one: everybody's turn comes at once.
    void anew() {
        searched.clear();
    }
}
