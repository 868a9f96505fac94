package community.kith.p2p.kademlia;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The records kept for others and by oneself. Bounded in bytes: the farthest from this node go first.
///
/// Thread-safe: every method holds the monitor.
final class RecordStore {
    /// What a record costs beside its bytes.
    private static final int OVERHEAD_BYTES = 200;

    private final Key self;
    private final StoreLimits limits;
    private final Validators validators;
    private final NavigableMap<Key, Kept> byDistance = new TreeMap<>();
    private long bytes;

    private record Kept(Entry entry, Instant since) {
        long cost() {
            return (long) entry.key().length + entry.value().length + OVERHEAD_BYTES;
        }
    }

    RecordStore(Key self, StoreLimits limits, Validators validators) {
        this.self = self;
        this.limits = limits;
        this.validators = validators;
    }

    /// Keeps a valid record unless a better one is there; returns the one that is the better, new or old.
    synchronized Entry offer(Entry entry, Instant now) {
        Key distance = Key.of(entry.key()).distance(self);
        Optional<Kept> before = live(distance, now);
        if (before.isPresent()
                && !Arrays.equals(before.get().entry().value(), entry.value())
                && !validators.isBetter(
                        entry.key(), entry.value(), before.get().entry().value())) {
            return before.get().entry();
        }
        remove(distance);
        Kept kept = new Kept(entry, now);
        byDistance.put(distance, kept);
        bytes += kept.cost();
        while (bytes > limits.recordBytes()) {
            remove(byDistance.lastKey());
        }
        return entry;
    }

    synchronized Optional<Entry> get(byte[] key, Instant now) {
        return live(Key.of(key).distance(self), now).map(Kept::entry);
    }

    private Optional<Kept> live(Key distance, Instant now) {
        return Optional.ofNullable(byDistance.get(distance))
                .filter(kept -> kept.since().plus(limits.expiry()).isAfter(now));
    }

    private void remove(Key distance) {
        Kept gone = byDistance.remove(distance);
        if (gone != null) {
            bytes -= gone.cost();
        }
    }

    /// Forgets what is too old.
    synchronized void expire(Instant now) {
        byDistance.entrySet().stream()
                .filter(kept -> !kept.getValue().since().plus(limits.expiry()).isAfter(now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::remove);
    }

    synchronized int size() {
        return byDistance.size();
    }
}
