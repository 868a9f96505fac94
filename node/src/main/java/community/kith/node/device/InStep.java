package community.kith.node.device;

import community.kith.base.name.PeerId;
import community.kith.node.log.LogExchange;
import community.kith.node.work.Together;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Brings logs in step with peers: with each when there is news, and now and then all the same.
final class InStep {
    private static final int AT_ONCE = 8;
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final LogExchange exchange;
    private final InstantSource clock;
    /// Goes up with everything that is new here.
    private final AtomicLong edition = new AtomicLong();
    private final Map<PeerId, Meeting> met = new ConcurrentHashMap<>();

    private record Meeting(long edition, Instant at) {}

    InStep(LogExchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /// Says that something is new here.
    void news() {
        edition.incrementAndGet();
    }

    /// When logs were last brought in step with a peer since this node was started.
    Map<PeerId, Instant> lastMet() {
        Map<PeerId, Instant> last = new java.util.TreeMap<>();
        met.forEach((peer, meeting) -> last.put(peer, meeting.at));
        return last;
    }

    /// Meets those with whom it is worth it; who does not answer is left for the next time.
    ///
    /// @return how many answered
    long with(Collection<PeerId> peers) throws IOException {
        long now = edition.get();
        List<PeerId> due = peers.stream().filter(peer -> isDue(peer, now)).toList();
        return due.isEmpty()
                ? 0
                : Together.map(due, AT_ONCE, this::meet).stream()
                        .filter(met -> met)
                        .count();
    }

    private boolean isDue(PeerId peer, long now) {
        Meeting last = met.get(peer);
        return last == null
                || last.edition != now
                || Duration.between(last.at, clock.instant()).abs().compareTo(AGAIN) >= 0;
    }

    private boolean meet(PeerId peer) {
        long told = edition.get();
        try {
            exchange.bringInStep(peer);
            met.put(peer, new Meeting(told, clock.instant()));
            return true;
        } catch (IOException e) {
            System.getLogger(InStep.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "logs are not in step with " + peer + ": " + e.getMessage());
            return false;
        }
    }
}
