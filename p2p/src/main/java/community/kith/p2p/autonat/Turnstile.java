package community.kith.p2p.autonat;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Counts requests by the minute and lets so many through, one at a time for a peer. Thread-safe.
final class Turnstile {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AutonatLimits limits;
    private final Map<PeerId, Integer> served = new HashMap<>();
    private final Set<PeerId> inside = new HashSet<>();
    private Instant windowEnd = Instant.MIN;
    private int servedInAll;

    Turnstile(AutonatLimits limits) {
        this.limits = limits;
    }

    /// True when the peer may go in; then it must [#leave(PeerId)].
    synchronized boolean enter(PeerId peer, Instant now) {
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            servedInAll = 0;
            served.clear();
        }
        boolean full = servedInAll >= limits.perMinute()
                || served.getOrDefault(peer, 0) >= limits.perPeerAndMinute()
                || inside.size() >= limits.atOnce();
        if (full || !inside.add(peer)) {
            return false;
        }
        servedInAll++;
        served.merge(peer, 1, Integer::sum);
        return true;
    }

    synchronized void leave(PeerId peer) {
        inside.remove(peer);
    }
}
