package community.kith.node.log;

import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.LogState;
import community.kith.sync.log.Outcome;
import community.kith.sync.log.Rulings;
import community.kith.sync.log.Settlement;
import community.kith.sync.log.Ticks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes this device's log. It goes on after the last entry that is known here, and not at all while it is unclear
/// which one that is: after a fork that nobody has settled, before a gap is filled, and after its end.
final class OwnLog {
    private final SigningKey key;
    private final LogId log;
    private final Ticks ticks;

    /// @param ticks what this device has seen
    OwnLog(SigningKey key, Ticks ticks) {
        this.key = key;
        this.log = LogId.of(key.verifyingKey());
        this.ticks = ticks;
    }

    void saw(Entry entry) {
        ticks.saw(entry);
    }

    /// Writes an entry, within the caller's transaction; empty when the log cannot go on yet.
    Optional<Entry> write(Entries entries, Rulings rulings, Instant now, String type, Ipld.Fields body) {
        LogState state = entries.state(log);
        Optional<Entry> last = last(entries, rulings, state);
        long sequence = last.map(Entry::sequence).orElse(0L) + 1;
        boolean open = last.isPresent() || state.entries() == 0;
        if (!open || sequence > rulings.ends().getOrDefault(log, Entry.MAX_SEQUENCE)) {
            return Optional.empty();
        }
        last.ifPresent(ticks::saw);
        long tick = ticks.next();
        Entry entry = last.isEmpty()
                ? Entry.first(key, tick, now, type, body)
                : last.get().next(key, tick, now, type, body);
        return new Admission(entries).written(entry) instanceof Outcome.Stored ? Optional.of(entry) : Optional.empty();
    }

    private Optional<Entry> last(Entries entries, Rulings rulings, LogState state) {
        if (state.isForked()) {
            return rulings.settlements().stream()
                    .filter(settlement -> settlement.log().equals(log))
                    .findFirst()
                    .flatMap(settlement -> tip(entries, settlement));
        }
        return state.isWhole() ? state.head().flatMap(entries::get) : Optional.empty();
    }

    /// The end of the chosen branch, unless it was forked once more.
    private static Optional<Entry> tip(Entries entries, Settlement settlement) {
        Optional<Entry> tip = entries.get(settlement.branch());
        while (tip.isPresent()) {
            Entry at = tip.get();
            List<Entry> next = entries.at(at.log(), at.sequence() + 1).stream()
                    .filter(one -> one.previous().equals(Optional.of(at.id())))
                    .toList();
            if (next.isEmpty()) {
                return tip;
            }
            tip = next.size() == 1 ? Optional.of(next.getFirst()) : Optional.empty();
        }
        return tip;
    }
}
