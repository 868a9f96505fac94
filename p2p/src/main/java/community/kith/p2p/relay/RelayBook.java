package community.kith.p2p.relay;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a relay has promised to whom, and decides whether it promises more. Thread-safe: every method holds the
/// monitor.
final class RelayBook {
    private final RelayPolicy policy;
    private final RelayLimits limits;
    private final Map<PeerId, Instant> reservations = new LinkedHashMap<>();
    /// How many calls each peer is an end of.
    private final Map<PeerId, Integer> calls = new HashMap<>();

    private int circuits;

    /// The relay's decision; only an OK has a meaningful limit.
    record Decision(RelayStatus status, CircuitLimit limit) {
        private static Decision no(RelayStatus status) {
            return new Decision(status, CircuitLimit.NONE);
        }
    }

    RelayBook(RelayPolicy policy, RelayLimits limits) {
        this.policy = policy;
        this.limits = limits;
    }

    /// Reserves or refreshes; the reservation then holds for the whole term.
    synchronized Decision reserve(PeerId peer, Instant now) {
        Optional<CircuitLimit> granted = policy.reserve(peer);
        if (granted.isEmpty()) {
            reservations.remove(peer);
            return Decision.no(RelayStatus.PERMISSION_DENIED);
        }
        if (!reservations.containsKey(peer) && reservations.size() >= limits.reservations()) {
            return Decision.no(RelayStatus.RESERVATION_REFUSED);
        }
        reservations.put(peer, now.plus(limits.term()));
        return new Decision(RelayStatus.OK, granted.get());
    }

    /// Lets a call through; each OK is followed by one [#ended(PeerId, PeerId)].
    synchronized Decision connect(PeerId caller, PeerId target, Instant now) {
        Optional<CircuitLimit> granted = policy.connect(caller, target);
        if (granted.isEmpty() || caller.equals(target)) {
            return Decision.no(RelayStatus.PERMISSION_DENIED);
        }
        Instant expiry = reservations.getOrDefault(target, Instant.MIN);
        if (!now.isBefore(expiry)) {
            return Decision.no(RelayStatus.NO_RESERVATION);
        }
        if (circuits >= limits.circuits() || isBusy(caller) || isBusy(target)) {
            return Decision.no(RelayStatus.RESOURCE_LIMIT_EXCEEDED);
        }
        circuits++;
        calls.merge(caller, 1, Integer::sum);
        calls.merge(target, 1, Integer::sum);
        return new Decision(RelayStatus.OK, granted.get());
    }

    private boolean isBusy(PeerId peer) {
        return calls.getOrDefault(peer, 0) >= limits.circuitsPerPeer();
    }

    synchronized void ended(PeerId caller, PeerId target) {
        circuits--;
        calls.computeIfPresent(caller, (peer, count) -> count == 1 ? null : count - 1);
        calls.computeIfPresent(target, (peer, count) -> count == 1 ? null : count - 1);
    }

    /// The peer's last connection is gone, and its reservation with it.
    synchronized void left(PeerId peer) {
        reservations.remove(peer);
    }

    synchronized void expire(Instant now) {
        reservations.values().removeIf(expiry -> !now.isBefore(expiry));
    }

    synchronized int reservations() {
        return reservations.size();
    }

    synchronized int circuits() {
        return circuits;
    }
}
