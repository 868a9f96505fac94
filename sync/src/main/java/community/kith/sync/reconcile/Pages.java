package community.kith.sync.reconcile;

import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import java.util.List;
import java.util.stream.Stream;

/// A log's entries, read some at a time.
final class Pages {
    private static final int SEQUENCES = 128;

    private Pages() {}

    /// All from a sequence on, in order.
    static Stream<Entry> of(Entries entries, LogId log, long from) {
        long highest = entries.state(log).highest();
        return Stream.iterate(from, first -> first <= highest, first -> first + SEQUENCES)
                .flatMap(first -> page(entries, log, first).stream());
    }

    private static List<Entry> page(Entries entries, LogId log, long first) {
        return entries.from(log, first, SEQUENCES * Entries.MAX_RIVALS).stream()
                .takeWhile(entry -> entry.sequence() < first + SEQUENCES)
                .toList();
    }
}
