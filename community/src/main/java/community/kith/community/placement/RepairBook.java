package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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
        segment.put(row, holder);
        holder.segments.add(id);
        if (land(segment, row, holder)) {
            holder.use(segment.told.shardBytes());
        }
        troubled.add(id);
    }

    void remove(SegmentId id, int row, PeerId from) {
        WatchedSegment segment = segments.get(id);
        Holder holder = holders.get(from);
        if (segment == null || holder == null || !segment.hasRow(row)) {
            return;
        }
        segment.remove(row, holder);
        if (!segment.isAt(holder)) {
            holder.segments.remove(id);
        }
        troubled.add(id);
    }

    void launch(WatchedSegment segment, Assignment assignment, Instant deadline) {
        holder(assignment.holder()).ifPresent(target -> {
            segment.launch(new WatchedSegment.Flight(assignment.row(), target, deadline));
            flying.add(segment.id());
        });
    }

    /// Counts no longer on a row that is on its way to this target, if it is.
    boolean land(WatchedSegment segment, int row, Holder target) {
        boolean landed = segment.land(row, target);
        if (landed) {
            troubled.add(segment.id());
        }
        if (segment.bytesUnderWay() == 0) {
            flying.remove(segment.id());
        }
        return landed;
    }

    List<WatchedSegment> flying() {
        return flying.stream().flatMap(id -> segment(id).stream()).toList();
    }

    List<WatchedSegment> troubled() {
        return troubled.stream().flatMap(id -> segment(id).stream()).toList();
    }

    long bytesUnderWay() {
        return flying().stream().mapToLong(WatchedSegment::bytesUnderWay).sum();
    }

    /// Drops a holder with all its rows.
    void forget(Holder holder) {
        holder.segments.forEach(id -> segment(id).ifPresent(segment -> segment.remove(holder)));
        holders.remove(holder.id());
    }

    /// Drops a segment with all that is on its way.
    void release(WatchedSegment segment) {
        segment.flights().forEach(flight -> segment.land(flight.row(), flight.target()));
        holders.values().forEach(holder -> holder.segments.remove(segment.id()));
        segments.remove(segment.id());
        troubled.remove(segment.id());
        flying.remove(segment.id());
    }
}
