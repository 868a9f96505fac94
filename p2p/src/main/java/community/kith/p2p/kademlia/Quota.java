package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How much one peer may ask: so many questions at once, which come back at so many a second.
///
/// Thread-safe: every method holds the monitor. The peers longest silent are forgotten, their quota being whole again.
final class Quota {
    private static final int MAX_PEERS = 8192;

    private final double burst;
    private final double perSecond;
    private final SequencedMap<PeerId, Left> left = new LinkedHashMap<>(16, 0.75f, true);

    private record Left(double questions, Instant at) {}

    Quota(double burst, double perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
    }

    /// Whether the peer may ask one more now.
    synchronized boolean take(PeerId peer, Instant now) {
        Left before = left.getOrDefault(peer, new Left(burst, now));
        double elapsed = Math.max(0, Duration.between(before.at(), now).toNanos() / 1e9);
        double has = Math.min(burst, before.questions() + elapsed * perSecond);
        boolean may = has >= 1;
        left.put(peer, new Left(may ? has - 1 : has, now));
        if (left.size() > MAX_PEERS) {
            left.pollFirstEntry();
        }
        return may;
    }
}
