package community.kith.community.placement;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/// Decides which holders should have which rows of a segment: over as many failure domains as there are, no domain with
/// two rows more than another that has room, never more than a holder has room for.
///
/// Those who are online come before those who are away, whose rows would have to wait. Among equals a lottery decides
/// in which the chance grows with the square of the time that somebody was reachable; it is drawn from the seed, so
/// that the same question gives the same answer and different files go to different people. (The lottery is weighted
/// rendezvous hashing.) Give all segments of a file one seed: when few sets of holders are in use, few combinations of
/// losses hurt.
public final class Placement {
    /// What is to be placed.
    ///
    /// @param rows those to be placed now
    /// @param shardBytes the size of each
    /// @param seed decides between equals
    public record Request(Shape shape, NavigableSet<Integer> rows, long shardBytes, long seed) {
        public Request {
            rows = Collections.unmodifiableNavigableSet(new TreeSet<>(rows));
            if (shardBytes < 0 || (!rows.isEmpty() && (rows.first() < 0 || rows.last() >= shape.n()))) {
                throw new IllegalArgumentException("rows " + rows + " of " + shardBytes + " bytes for " + shape);
            }
        }

        /// All rows of a new segment.
        public static Request all(Shape shape, long shardBytes, long seed) {
            NavigableSet<Integer> rows = new TreeSet<>();
            for (int row = 0; row < shape.n(); row++) {
                rows.add(row);
            }
            return new Request(shape, rows, shardBytes, seed);
        }
    }

    /// Who shall have what.
    ///
    /// @param unplaced rows for which no candidate has room, or that would not make anything safer
    public record Plan(List<Assignment> assignments, NavigableSet<Integer> unplaced) {}

    private final Request request;
    private final List<Seat> seats;
    private final SequencedMap<Domain, BitSet> rowsIn = new LinkedHashMap<>();

    private Placement(Request request, Collection<Candidate> candidates, Collection<Held> alreadyPlaced) {
        this.request = request;
        this.seats = candidates.stream()
                .map(candidate -> new Seat(candidate, rowsIn(candidate.domain()), ticket(candidate)))
                .toList();
        for (Held held : alreadyPlaced) {
            rowsIn(held.domain()).set(held.row());
            seats.stream()
                    .filter(seat -> seat.candidate.holder().equals(held.holder()))
                    .forEach(seat -> seat.rows++);
        }
    }

    /// Chooses among candidates who all may hold the segment.
    ///
    /// @param alreadyPlaced the segment's rows that holders have and that count on
    public static Plan choose(Request request, Collection<Candidate> candidates, Collection<Held> alreadyPlaced) {
        return new Placement(request, candidates, alreadyPlaced).plan();
    }

    private Plan plan() {
        List<Assignment> assignments = new ArrayList<>();
        NavigableSet<Integer> unplaced = new TreeSet<>();
        for (int row : request.rows) {
            seatFor(row)
                    .ifPresentOrElse(
                            seat -> {
                                seat.take(row, request.shardBytes);
                                assignments.add(new Assignment(row, seat.candidate.holder()));
                            },
                            () -> unplaced.add(row));
        }
        return new Plan(List.copyOf(assignments), unplaced);
    }

    private Optional<Seat> seatFor(int row) {
        return seats.stream()
                .filter(seat -> seat.freeBytes >= request.shardBytes)
                .filter(seat -> isUseful(row, seat.inDomain))
                .min(Comparator.comparing((Seat seat) -> !seat.candidate.online())
                        .thenComparingInt(seat -> seat.inDomain.cardinality())
                        .thenComparingInt(seat -> seat.rows)
                        .thenComparingDouble(seat -> seat.ticket)
                        .thenComparing(seat -> seat.candidate.holder()));
    }

    /// A second copy within a domain vanishes with the first, and k rows give the segment back: more are never needed.
    private boolean isUseful(int row, BitSet inDomain) {
        return !inDomain.get(row) && inDomain.cardinality() < request.shape.k();
    }

    private BitSet rowsIn(Domain domain) {
        return rowsIn.computeIfAbsent(domain, absent -> new BitSet());
    }

    /// The lower, the sooner it is chosen: −ln(u) / weight, with u even between 0 and 1.
    private double ticket(Candidate candidate) {
        byte[] id = candidate.holder().bytes();
        long holder = ByteBuffer.wrap(id).getLong(id.length - Long.BYTES);
        double even = ((mixed(holder ^ mixed(request.seed)) >>> 11) + 0.5) * 0x1p-53;
        double weight = Math.max(1e-6, candidate.availability() * candidate.availability());
        return -StrictMath.log(even) / weight;
    }

    /// The output function of SplitMix64 (Steele, Lea, Flood 2014).
    private static long mixed(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// A candidate while the plan grows.
    private static final class Seat {
        private final Candidate candidate;
        private final double ticket;
        private final BitSet inDomain;
        private int rows;
        private long freeBytes;

        Seat(Candidate candidate, BitSet inDomain, double ticket) {
            this.candidate = candidate;
            this.inDomain = inDomain;
            this.ticket = ticket;
            this.freeBytes = candidate.freeBytes();
        }

        void take(int row, long bytes) {
            rows++;
            inDomain.set(row);
            freeBytes -= bytes;
        }
    }
}
