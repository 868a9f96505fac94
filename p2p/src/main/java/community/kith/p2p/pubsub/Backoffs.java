package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Who must not be grafted again yet, and on which topic.
final class Backoffs {
    private static final int MAX = 1 << 14;

    private final SequencedMap<Pair, Instant> until = new LinkedHashMap<>();

    private record Pair(String topic, PeerId peer) {}

    /// Never shortens a wait.
    void add(PeerId peer, String topic, Instant now, Duration wait) {
        until.merge(new Pair(topic, peer), now.plus(wait), (a, b) -> a.isAfter(b) ? a : b);
        if (until.size() > MAX) {
            until.pollFirstEntry();
        }
    }

    boolean holds(PeerId peer, String topic, Instant now) {
        return end(peer, topic).filter(now::isBefore).isPresent();
    }

    Optional<Instant> end(PeerId peer, String topic) {
        return Optional.ofNullable(until.get(new Pair(topic, peer)));
    }

    void forget(Instant now) {
        until.values().removeIf(end -> end.isBefore(now));
    }
}
