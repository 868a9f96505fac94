package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A segment under a [RepairDecider]'s care: who has which row, and which rows are on their way.
final class WatchedSegment {
    final Input.Tracked told;
    final NavigableMap<Integer, Flight> flights = new TreeMap<>();
    /// The number of missing holders that was last told.
    int missingHolders;

    private final NavigableMap<Integer, NavigableSet<PeerId>> holders = new TreeMap<>();

    /// A row on its way.
    record Flight(PeerId target, Instant deadline) {}

    WatchedSegment(Input.Tracked told) {
        this.told = told;
    }

    SegmentId id() {
        return told.segment();
    }

    Shape shape() {
        return told.shape();
    }

    boolean hasRow(int row) {
        return row >= 0 && row < shape().n();
    }

    NavigableMap<Integer, NavigableSet<PeerId>> holders() {
        return Collections.unmodifiableNavigableMap(holders);
    }

    void put(int row, PeerId holder) {
        holders.computeIfAbsent(row, absent -> new TreeSet<>()).add(holder);
    }

    void remove(int row, PeerId holder) {
        NavigableSet<PeerId> left = holders.get(row);
        if (left != null && left.remove(holder) && left.isEmpty()) {
            holders.remove(row);
        }
    }

    boolean isFlying(int row, PeerId to) {
        Flight flight = flights.get(row);
        return flight != null && flight.target().equals(to);
    }

    boolean isAt(PeerId holder) {
        return holders.values().stream().anyMatch(those -> those.contains(holder));
    }

    /// The rows that this holder has and that are on their way to somebody else.
    NavigableSet<Integer> flightsInsteadOf(PeerId holder) {
        NavigableSet<Integer> rows = new TreeSet<>(flights.keySet());
        rows.removeIf(row ->
                !holders.getOrDefault(row, Collections.emptyNavigableSet()).contains(holder));
        return rows;
    }
}
