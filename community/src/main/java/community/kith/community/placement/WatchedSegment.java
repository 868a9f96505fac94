package community.kith.community.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A segment under a [RepairDecider]'s care: who has which row, and which rows are on their way.
final class WatchedSegment {
    final Input.Tracked told;
    /// The number of missing holders that was last told.
    int missingHolders;

    private final List<List<Holder>> holders;
    private boolean apart;
    private final NavigableMap<Integer, Flight> flights = new TreeMap<>();

    /// A row on its way.
    ///
    /// @param insteadOf who has it now and shall not have it any more when it has come; empty when that is nobody
    record Flight(int row, Holder target, Instant deadline, Optional<Holder> insteadOf) {}

    WatchedSegment(Input.Tracked told) {
        this.told = told;
        this.holders = Stream.generate(() -> (List<Holder>) new ArrayList<Holder>(1))
                .limit(told.shape().n())
                .toList();
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

    void put(int row, Holder holder) {
        if (!holders.get(row).contains(holder)) {
            holders.get(row).add(holder);
        }
        reconsiderDomains();
    }

    void remove(int row, Holder holder) {
        holders.get(row).remove(holder);
        reconsiderDomains();
    }

    void remove(Holder holder) {
        holders.forEach(those -> those.remove(holder));
        reconsiderDomains();
    }

    /// Holders, or where they live, have changed.
    void reconsiderDomains() {
        apart = Spread.of(rowsAt(holder -> true)).isApart();
    }

    /// Whether it is plain without further counting that nothing needs doing: every row is trusted, no domain has two,
    /// and so many more than k are here that the loss of `margin` domains would leave enough.
    boolean isPlainlyWell(int margin) {
        int here = 0;
        for (List<Holder> those : holders) {
            boolean trusted = false;
            boolean present = false;
            for (Holder holder : those) {
                trusted |= holder.isTrusted();
                present |= holder.isHere();
            }
            if (!trusted) {
                return false;
            }
            here += present ? 1 : 0;
        }
        return apart && here - shape().k() >= margin;
    }

    /// Tells every row and who has it.
    void eachRow(BiConsumer<Integer, Holder> told) {
        for (int row = 0; row < holders.size(); row++) {
            for (Holder holder : holders.get(row)) {
                told.accept(row, holder);
            }
        }
    }

    /// Whether every row is at somebody else too who is trusted.
    boolean isSafeWithout(Holder leaver) {
        return holders.stream()
                .allMatch(those -> those.stream().anyMatch(holder -> !holder.equals(leaver) && holder.isTrusted()));
    }

    /// Somebody's row in a domain of which nobody else has a copy, and who has it.
    record Sole(int row, Holder holder) {}

    Optional<Sole> soleRowIn(Domain domain) {
        for (int row = 0; row < holders.size(); row++) {
            List<Holder> those = holders.get(row);
            if (those.size() == 1 && those.getFirst().domain().equals(domain)) {
                return Optional.of(new Sole(row, those.getFirst()));
            }
        }
        return Optional.empty();
    }

    /// Whether no domain has two rows.
    boolean isApart() {
        return apart;
    }

    boolean isAt(Holder holder) {
        return holders.stream().anyMatch(those -> those.contains(holder));
    }

    /// The rows at those holders that meet a condition.
    List<Held> rowsAt(Predicate<Holder> condition) {
        List<Held> held = new ArrayList<>(shape().n());
        for (int row = 0; row < holders.size(); row++) {
            for (Holder holder : holders.get(row)) {
                if (condition.test(holder)) {
                    held.add(new Held(row, holder.id(), holder.domain()));
                }
            }
        }
        return held;
    }

    /// The rows that are on their way, as if they had come.
    List<Held> rowsUnderWay() {
        return flights.values().stream()
                .map(flight -> new Held(
                        flight.row(), flight.target().id(), flight.target().domain()))
                .toList();
    }

    List<Flight> flights() {
        return List.copyOf(flights.values());
    }

    NavigableSet<Integer> rowsInFlight() {
        return Collections.unmodifiableNavigableSet(new TreeSet<>(flights.keySet()));
    }

    void launch(Flight flight) {
        flights.put(flight.row(), flight);
        flight.target().reserve(told.shardBytes());
    }

    /// The flight of this row to this target is over, and no longer counted.
    ///
    /// @return it, if there was one
    Optional<Flight> land(int row, Holder target) {
        Flight flight = flights.get(row);
        if (flight == null || !flight.target().equals(target)) {
            return Optional.empty();
        }
        flights.remove(row);
        target.release(told.shardBytes());
        return Optional.of(flight);
    }

    /// The rows that this holder has and that are on their way to somebody else.
    NavigableSet<Integer> flightsInsteadOf(Holder holder) {
        NavigableSet<Integer> rows = new TreeSet<>(flights.keySet());
        rows.removeIf(row -> !holders.get(row).contains(holder));
        return Collections.unmodifiableNavigableSet(rows);
    }

    /// What the rows on their way move: k rows are read, and they are written.
    long bytesUnderWay() {
        return flights.isEmpty() ? 0 : cost(flights.size());
    }

    /// What making so many rows moves.
    long cost(int rows) {
        return (shape().k() + (long) rows) * told.shardBytes();
    }
}
