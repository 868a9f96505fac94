package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    /// Segments of which some domain has two rows, where a newcomer might help.
    final NavigableSet<SegmentId> crowded = new TreeSet<>();
    /// The crowded segment that was looked at last.
    private @Nullable SegmentId lastCrowded;

    /// Notes a row at a holder; what nobody told of before is ignored.
    ///
    /// @return whose copy is not needed any more, if there is one
    Optional<Holder> place(SegmentId id, int row, PeerId at) {
        WatchedSegment segment = segments.get(id);
        Holder holder = holders.get(at);
        if (segment == null || holder == null || !segment.hasRow(row)) {
            return Optional.empty();
        }
        segment.put(row, holder);
        holder.segments.add(id);
        Optional<WatchedSegment.Flight> landed = land(segment, row, holder);
        if (landed.isPresent()) {
            holder.use(segment.told.shardBytes());
        }
        Optional<Holder> surplus = landed.flatMap(WatchedSegment.Flight::insteadOf);
        surplus.ifPresent(from -> remove(id, row, from.id()));
        troubled.add(id);
        noteCrowding(segment);
        return surplus;
    }

    /// Some crowded segments, the next time those after them.
    List<SegmentId> nextCrowded(int most) {
        SegmentId last = lastCrowded;
        List<SegmentId> next = last == null
                ? List.of()
                : crowded.tailSet(last, false).stream().limit(most).toList();
        if (next.isEmpty()) {
            next = crowded.stream().limit(most).toList();
        }
        lastCrowded = next.isEmpty() ? null : next.getLast();
        return next;
    }

    private void noteCrowding(WatchedSegment segment) {
        if (segment.isApart()) {
            crowded.remove(segment.id());
        } else {
            crowded.add(segment.id());
        }
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
        noteCrowding(segment);
    }

    void launch(WatchedSegment segment, Assignment assignment, Instant deadline, Optional<Holder> insteadOf) {
        holder(assignment.holder()).ifPresent(target -> {
            segment.launch(new WatchedSegment.Flight(assignment.row(), target, deadline, insteadOf));
            flying.add(segment.id());
        });
    }

    /// Counts no longer on a row that is on its way to this target, if it is.
    Optional<WatchedSegment.Flight> land(WatchedSegment segment, int row, Holder target) {
        Optional<WatchedSegment.Flight> landed = segment.land(row, target);
        if (landed.isPresent()) {
            troubled.add(segment.id());
        }
        if (segment.bytesUnderWay() == 0) {
            flying.remove(segment.id());
        }
        return landed;
    }

    List<WatchedSegment> flying() {
        return all(flying);
    }

    List<WatchedSegment> troubled() {
        return all(troubled);
    }

    private List<WatchedSegment> all(NavigableSet<SegmentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<WatchedSegment> all = new ArrayList<>(ids.size());
        for (SegmentId id : ids) {
            WatchedSegment segment = segments.get(id);
            if (segment != null) {
                all.add(segment);
            }
        }
        return all;
    }

    long bytesUnderWay() {
        return flying().stream().mapToLong(WatchedSegment::bytesUnderWay).sum();
    }

    /// A holder lives elsewhere now.
    void moved(Holder holder) {
        holder.segments.stream().flatMap(id -> segment(id).stream()).forEach(segment -> {
            segment.reconsiderDomains();
            noteCrowding(segment);
        });
        troubled.addAll(holder.segments);
    }

    /// Counts on none of a holder's rows any more; it stays known.
    void giveUp(Holder holder) {
        holder.segments.forEach(id -> segment(id).ifPresent(segment -> segment.remove(holder)));
        holder.segments.clear();
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
        crowded.remove(segment.id());
        flying.remove(segment.id());
    }
}
