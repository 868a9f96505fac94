package community.kith.p2p.punch;

import community.kith.base.name.PeerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The last report of each peer, of the latest so many. Thread-safe.
final class PunchReports {
    private static final int MAX = 256;

    private final SequencedMap<PeerId, PunchReport> reports = new LinkedHashMap<>();

    synchronized void add(PunchReport report) {
        reports.remove(report.peer());
        reports.put(report.peer(), report);
        if (reports.size() > MAX) {
            reports.pollFirstEntry();
        }
    }

    synchronized Optional<PunchReport> of(PeerId peer) {
        return Optional.ofNullable(reports.get(peer));
    }

    synchronized List<PunchReport> all() {
        return List.copyOf(reports.values());
    }

    synchronized void clear() {
        reports.clear();
    }
}
