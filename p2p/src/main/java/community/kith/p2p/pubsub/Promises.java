package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who said it had a message, and must send it in time.
final class Promises {
    private static final int MAX = 4096;

    private final Map<MessageId, Map<PeerId, Instant>> due = new LinkedHashMap<>();

    void expect(MessageId id, PeerId from, Instant until) {
        Map<PeerId, Instant> promised = due.get(id);
        if (promised == null && due.size() < MAX) {
            promised = new LinkedHashMap<>();
            due.put(id, promised);
        }
        if (promised != null) {
            promised.putIfAbsent(from, until);
        }
    }

    /// The message came, from whomever.
    void kept(MessageId id) {
        due.remove(id);
    }

    void left(PeerId peer) {
        due.values().forEach(promised -> promised.remove(peer));
        due.values().removeIf(Map::isEmpty);
    }

    /// Who broke how many promises since it was last asked.
    Map<PeerId, Integer> broken(Instant now) {
        Map<PeerId, Integer> broken = new LinkedHashMap<>();
        Iterator<Map<PeerId, Instant>> each = due.values().iterator();
        while (each.hasNext()) {
            Map<PeerId, Instant> promised = each.next();
            promised.entrySet().removeIf(entry -> {
                boolean late = entry.getValue().isBefore(now);
                if (late) {
                    broken.merge(entry.getKey(), 1, Integer::sum);
                }
                return late;
            });
            if (promised.isEmpty()) {
                each.remove();
            }
        }
        return broken;
    }
}
