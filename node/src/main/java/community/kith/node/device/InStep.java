package community.kith.node.device;

import community.kith.base.name.PeerId;
import community.kith.node.log.LogExchange;
import community.kith.node.work.Together;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /// Meets those with whom it is worth it; who does not answer is left for the next time.
    ///
    /// @return who answered
    Set<PeerId> with(Collection<PeerId> peers) throws IOException {
        long now = edition.get();
        List<PeerId> due = peers.stream().filter(peer -> isDue(peer, now)).toList();
        if (due.isEmpty()) {
            return Set.of();
        }
        List<Boolean> answers = Together.map(due, AT_ONCE, this::meet);
        return IntStream.range(0, due.size())
                .filter(answers::get)
                .mapToObj(due::get)
                .collect(Collectors.toCollection(LinkedHashSet::new));
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
