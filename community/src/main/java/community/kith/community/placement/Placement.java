package community.kith.community.placement;

import community.kith.base.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
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
    private final NavigableMap<Domain, NavigableSet<Integer>> rowsIn = new TreeMap<>();

    private Placement(Request request, Collection<Candidate> candidates, Collection<Held> alreadyPlaced) {
        this.request = request;
        this.seats = candidates.stream()
                .map(candidate -> new Seat(candidate, ticket(candidate)))
                .toList();
        for (Held held : alreadyPlaced) {
            rowsIn(held.domain()).add(held.row());
            seats.stream()
                    .filter(seat -> seat.candidate.holder().equals(held.holder()))
                    .forEach(seat -> seat.rows.add(held.row()));
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
                                rowsIn(seat.candidate.domain()).add(row);
                                assignments.add(new Assignment(row, seat.candidate.holder()));
                            },
                            () -> unplaced.add(row));
        }
        return new Plan(List.copyOf(assignments), unplaced);
    }

    private Optional<Seat> seatFor(int row) {
        return seats.stream()
                .filter(seat -> seat.freeBytes >= request.shardBytes)
                .filter(seat -> isUseful(row, rowsIn(seat.candidate.domain())))
                .min(Comparator.comparing((Seat seat) -> !seat.candidate.online())
                        .thenComparingInt(
                                seat -> rowsIn(seat.candidate.domain()).size())
                        .thenComparingInt(seat -> seat.rows.size())
                        .thenComparingDouble(seat -> seat.ticket)
                        .thenComparing(seat -> seat.candidate.holder()));
    }

    /// A second copy within a domain vanishes with the first, and k rows give the segment back: more are never needed.
    private boolean isUseful(int row, NavigableSet<Integer> inDomain) {
        return !inDomain.contains(row) && inDomain.size() < request.shape.k();
    }

    private NavigableSet<Integer> rowsIn(Domain domain) {
        return rowsIn.computeIfAbsent(domain, absent -> new TreeSet<>());
    }

    /// The lower, the sooner it is chosen: −ln(u) / weight, with u even between 0 and 1.
    private double ticket(Candidate candidate) {
        byte[] seed = ByteBuffer.allocate(Long.BYTES).putLong(request.seed).array();
        long draw = ByteBuffer.wrap(Sha256.of(seed, candidate.holder().bytes())).getLong() >>> 11;
        double even = (draw + 0.5) * 0x1p-53;
        double weight = Math.max(1e-6, candidate.availability() * candidate.availability());
        return -StrictMath.log(even) / weight;
    }

    /// A candidate while the plan grows.
    private static final class Seat {
        private final Candidate candidate;
        private final double ticket;
        private final NavigableSet<Integer> rows = new TreeSet<>();
        private long freeBytes;

        Seat(Candidate candidate, double ticket) {
            this.candidate = candidate;
            this.ticket = ticket;
            this.freeBytes = candidate.freeBytes();
        }

        void take(int row, long bytes) {
            rows.add(row);
            freeBytes -= bytes;
        }
    }
}
