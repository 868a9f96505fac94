package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Assignment;
import community.kith.community.placement.Candidate;
import community.kith.community.placement.Held;
import community.kith.community.placement.Placement;
import community.kith.community.placement.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Who gets which rows during one put. Row 0 is mine, since I keep the data shards anyway; what a holder was given
/// counts
/// against its room from then on. Owned by one thread.
final class Seats {
    private final Candidate me;
    private final List<Candidate> candidates;
    private final long seed;
    private final Map<PeerId, Long> given = new HashMap<>();

    /// @param candidates others who may hold this; empty when nothing is handed out yet
    Seats(Candidate me, List<Candidate> candidates, long seed) {
        this.me = me;
        this.candidates = List.copyOf(candidates);
        this.seed = seed;
    }

    PeerId me() {
        return me.holder();
    }

    /// The holder of each row of a segment; rows that nobody has room for are left out, and so is mine.
    SortedMap<Integer, PeerId> take(Shape shape, long shardBytes) {
        NavigableSet<Integer> others =
                new TreeSet<>(IntStream.range(1, shape.n()).boxed().toList());
        List<Candidate> now = candidates.stream().map(this::withRoomLeft).toList();
        Placement.Plan plan = Placement.choose(
                new Placement.Request(shape, others, shardBytes, seed),
                now,
                List.of(new Held(0, me.holder(), me.domain())));
        SortedMap<Integer, PeerId> seats = new TreeMap<>();
        for (Assignment assignment : plan.assignments()) {
            seats.put(assignment.row(), assignment.holder());
            given.merge(assignment.holder(), shardBytes, Long::sum);
        }
        return seats;
    }

    private Candidate withRoomLeft(Candidate candidate) {
        long left = Math.max(0, candidate.freeBytes() - given.getOrDefault(candidate.holder(), 0L));
        return candidate.withRoom(left, candidate.online());
    }
}
