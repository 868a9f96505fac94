package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a [RepairDecider] knows: devices, segments, which device has which rows, and which segments to look at.
final class RepairBook {
    final NavigableMap<PeerId, Holder> holders = new TreeMap<>();
    final NavigableMap<SegmentId, WatchedSegment> segments = new TreeMap<>();
    /// Segments where something got worse, or that could not be helped yet.
    final NavigableSet<SegmentId> troubled = new TreeSet<>();
    /// Segments with rows on their way.
    private final NavigableSet<SegmentId> flying = new TreeSet<>();

    Optional<Holder> holder(PeerId id) {
        return Optional.ofNullable(holders.get(id));
    }

    Optional<WatchedSegment> segment(SegmentId id) {
        return Optional.ofNullable(segments.get(id));
    }

    /// Notes a row at a holder; what nobody told of before is ignored.
    void place(SegmentId id, int row, PeerId at) {
        WatchedSegment segment = segments.get(id);
        Holder holder = holders.get(at);
        if (segment == null || holder == null || !segment.hasRow(row)) {
            return;
        }
        segment.put(row, at);
        holder.segments.add(id);
        if (segment.isFlying(row, at)) {
            end(segment, row);
            holder.use(segment.told.shardBytes());
        }
        troubled.add(id);
    }

    void remove(SegmentId id, int row, PeerId from) {
        segment(id).ifPresent(segment -> {
            segment.remove(row, from);
            if (!segment.isAt(from)) {
                holder(from).ifPresent(holder -> holder.segments.remove(id));
            }
            troubled.add(id);
        });
    }

    void launch(WatchedSegment segment, Assignment assignment, Instant deadline) {
        segment.flights.put(assignment.row(), new WatchedSegment.Flight(assignment.holder(), deadline));
        flying.add(segment.id());
        holder(assignment.holder()).ifPresent(holder -> holder.reserve(segment.told.shardBytes()));
    }

    /// Gives up bringing a row.
    void land(WatchedSegment segment, int row) {
        WatchedSegment.Flight flight = segment.flights.get(row);
        if (flight != null) {
            end(segment, row);
            holder(flight.target()).ifPresent(holder -> holder.release(segment.told.shardBytes()));
            troubled.add(segment.id());
        }
    }

    private void end(WatchedSegment segment, int row) {
        segment.flights.remove(row);
        if (segment.flights.isEmpty()) {
            flying.remove(segment.id());
        }
    }

    List<WatchedSegment> flying() {
        return flying.stream().flatMap(id -> segment(id).stream()).toList();
    }

    List<WatchedSegment> troubled() {
        return troubled.stream().flatMap(id -> segment(id).stream()).toList();
    }

    long bytesUnderWay() {
        return flying().stream()
                .mapToLong(segment -> cost(segment, segment.flights.size()))
                .sum();
    }

    /// What making so many rows of a segment moves: k rows are read, the new ones written.
    static long cost(WatchedSegment segment, int rows) {
        return (segment.shape().k() + (long) rows) * segment.told.shardBytes();
    }

    /// The segment's rows at those holders that meet a condition.
    List<Held> rowsAt(WatchedSegment segment, Predicate<Holder> condition) {
        List<Held> held = new ArrayList<>();
        segment.holders()
                .forEach((row, ids) -> holdersOf(ids)
                        .filter(condition)
                        .forEach(holder -> held.add(new Held(row, holder.id(), holder.domain()))));
        return held;
    }

    /// The segment's rows that are on their way, as if they had come.
    List<Held> rowsUnderWay(WatchedSegment segment) {
        List<Held> held = new ArrayList<>();
        segment.flights.forEach((row, flight) ->
                holder(flight.target()).ifPresent(holder -> held.add(new Held(row, holder.id(), holder.domain()))));
        return held;
    }

    /// Drops a holder with all its rows.
    void forget(Holder holder) {
        for (SegmentId id : holder.segments) {
            segment(id).ifPresent(segment -> {
                for (int row = 0; row < segment.shape().n(); row++) {
                    segment.remove(row, holder.id());
                }
            });
        }
        holders.remove(holder.id());
    }

    void release(WatchedSegment segment) {
        for (Integer row : List.copyOf(segment.flights.keySet())) {
            land(segment, row);
        }
        holders.values().forEach(holder -> holder.segments.remove(segment.id()));
        segments.remove(segment.id());
        troubled.remove(segment.id());
    }

    private Stream<Holder> holdersOf(Collection<PeerId> ids) {
        return ids.stream().flatMap(id -> holder(id).stream());
    }
}
