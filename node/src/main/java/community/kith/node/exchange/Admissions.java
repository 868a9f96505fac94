package community.kith.node.exchange;

import community.kith.base.name.PeerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Counts who is in, so that no visitor and no crowd takes more than its share. The map of visitors is guarded by this
/// object's monitor.
final class Admissions {
    private final Limits limits;
    private final Semaphore puts;
    private final Map<PeerId, Integer> inside = new HashMap<>();
    private int insideInAll;

    Admissions(Limits limits) {
        this.limits = limits;
        this.puts = new Semaphore(limits.puts());
    }

    /// Lets a visitor in until the permit is closed; empty when there are too many already.
    synchronized Optional<Permit> session(PeerId peer) {
        int already = inside.getOrDefault(peer, 0);
        if (already >= limits.sessionsPerPeer() || insideInAll >= limits.sessions()) {
            return Optional.empty();
        }
        inside.put(peer, already + 1);
        insideInAll++;
        return Optional.of(() -> leave(peer));
    }

    /// Lets one more blob come in until the permit is closed.
    Optional<Permit> put() {
        return puts.tryAcquire() ? Optional.of(puts::release) : Optional.empty();
    }

    private synchronized void leave(PeerId peer) {
        inside.computeIfPresent(peer, (same, count) -> count == 1 ? null : count - 1);
        insideInAll--;
    }

    /// Leave to be here, given back once.
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
