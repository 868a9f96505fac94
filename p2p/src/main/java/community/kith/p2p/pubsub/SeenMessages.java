package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Which messages came lately, what was made of them, and who brought each. The oldest go after a time, or for want of
/// room.
final class SeenMessages {
    private static final int MAX = 1 << 16;

    private final Duration kept;
    private final SequencedMap<MessageId, Delivery> deliveries = new LinkedHashMap<>();

    SeenMessages(Duration kept) {
        this.kept = kept;
    }

    /// One message's.
    static final class Delivery {
        private final Instant since;
        private final Set<PeerId> bringers = new LinkedHashSet<>();
        private Optional<Verdict> verdict = Optional.empty();
        private Instant judged = Instant.MAX;

        private Delivery(Instant since) {
            this.since = since;
        }

        /// Notes who brought it; false when that peer had already.
        boolean broughtBy(PeerId peer) {
            return bringers.add(peer);
        }

        Set<PeerId> bringers() {
            return bringers;
        }

        Optional<Verdict> verdict() {
            return verdict;
        }

        void judged(Verdict made, Instant now) {
            verdict = Optional.of(made);
            judged = now;
        }

        /// Whether who brings it now still brings it as good as first.
        boolean isFresh(Instant now, Duration window) {
            return verdict.isEmpty()
                    || (verdict.get() == Verdict.ACCEPT && !judged.plus(window).isBefore(now));
        }
    }

    Optional<Delivery> find(MessageId id) {
        return Optional.ofNullable(deliveries.get(id));
    }

    boolean contains(MessageId id) {
        return deliveries.containsKey(id);
    }

    Delivery add(MessageId id, Instant now) {
        Delivery delivery = new Delivery(now);
        deliveries.put(id, delivery);
        if (deliveries.size() > MAX) {
            deliveries.pollFirstEntry();
        }
        return delivery;
    }

    void forget(Instant now) {
        Instant until = now.minus(kept);
        while (!deliveries.isEmpty() && deliveries.firstEntry().getValue().since.isBefore(until)) {
            deliveries.pollFirstEntry();
        }
    }
}
