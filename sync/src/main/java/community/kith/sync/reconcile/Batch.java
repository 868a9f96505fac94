package community.kith.sync.reconcile;

import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// As many entries as go into one message.
final class Batch {
    /// How many bytes of entries one message brings, and how many entries.
    static final int MAX_BYTES = 448 * 1024;

    static final int MAX_ENTRIES = 2048;

    private final List<Entry> entries = new ArrayList<>();
    private int bytes;

    /// @return whether it still went in
    boolean add(Entry entry) {
        if (entries.size() == MAX_ENTRIES || bytes + entry.sizeBytes() > MAX_BYTES) {
            return false;
        }
        entries.add(entry);
        bytes += entry.sizeBytes();
        return true;
    }

    /// Adds all of a log since.
    ///
    /// @return whether all went in
    boolean addAll(Entries from, Since since) {
        long last = from.state(since.log()).highest();
        long after = since.after();
        while (after < last) {
            List<Entry> page = from.from(since.log(), after + 1, MAX_ENTRIES - entries.size() + 1);
            for (Entry entry : page) {
                if (!add(entry)) {
                    return false;
                }
                after = entry.sequence();
            }
            if (page.isEmpty()) {
                return true;
            }
        }
        return true;
    }

    List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }
}
