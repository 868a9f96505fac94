package community.kith.community.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// What a [RepairDecider] does when time has passed: looks at every troubled segment and begins the most pressing
/// repairs, as far as the budget goes.
final class RepairRound {
    /// With this many losses left, or fewer, a segment is in a hurry.
    private static final int URGENT_MARGIN = 1;

    private final RepairPolicy policy;
    private final Eligible eligible;
    private final RepairBook book;

    /// What a segment needs.
    ///
    /// @param now what it survives with only those holders that are here
    /// @param counted the rows that are relied on, those under way among them
    /// @param wanted rows to be made; empty when all is well
    private record Need(WatchedSegment segment, Survival now, List<Held> counted, NavigableSet<Integer> wanted) {
        static final Comparator<Need> NEAREST_THE_LOSS_FIRST =
                Comparator.comparingInt((Need need) -> need.now.losses()).thenComparing(need -> need.segment.id());

        boolean canBeMade() {
            return now.readable() || segment.told.source() == Input.Source.HERE;
        }
    }

    RepairRound(RepairPolicy policy, Eligible eligible, RepairBook book) {
        this.policy = policy;
        this.eligible = eligible;
        this.book = book;
    }

    List<Effect> begin(Instant now) {
        giveUpLateRows(now);
        book.holders.values().stream()
                .filter(holder -> holder.losesPatience(policy, now))
                .forEach(holder -> book.troubled.addAll(holder.segments));
        List<Effect> effects = new ArrayList<>();
        long budget = policy.bytesPerTick() - book.bytesUnderWay();
        boolean spent = false;
        for (Need need : needs(now)) {
            List<Assignment> rows = assignments(need, now);
            tellShortage(need, rows, effects);
            long cost = RepairBook.cost(need.segment, rows.size());
            spent |= cost > budget && budget < policy.bytesPerTick();
            if (!rows.isEmpty() && !spent) {
                budget -= cost;
                rows.forEach(row -> book.launch(need.segment, row, now.plus(policy.retryAfter())));
                effects.add(new Effect.Repair(need.segment.id(), rows, need.now.losses(), reason(need, rows.size())));
            }
        }
        forgetTheLongGone(now, effects);
        return List.copyOf(effects);
    }

    private void giveUpLateRows(Instant now) {
        for (WatchedSegment segment : book.flying()) {
            List.copyOf(segment.flights.entrySet()).stream()
                    .filter(flight -> !now.isBefore(flight.getValue().deadline()))
                    .forEach(late -> {
                        book.land(segment, late.getKey());
                        book.holder(late.getValue().target())
                                .ifPresent(holder -> holder.failed(now, policy.retryAfter()));
                    });
        }
    }

    /// The needs of the troubled segments; those that have none are troubled no more.
    private List<Need> needs(Instant now) {
        List<Need> needs = book.troubled().stream()
                .map(segment -> need(segment, now))
                .sorted(Need.NEAREST_THE_LOSS_FIRST)
                .toList();
        needs.stream().filter(need -> need.wanted.isEmpty()).forEach(need -> book.troubled.remove(need.segment.id()));
        return needs;
    }

    private Need need(WatchedSegment segment, Instant now) {
        Shape shape = segment.shape();
        Survival here = Survival.of(shape.k(), book.rowsAt(segment, Holder::isHere));
        Duration grace = here.losses() <= URGENT_MARGIN ? policy.urgentGrace() : policy.grace();
        List<Held> counted = new ArrayList<>(book.rowsAt(segment, holder -> holder.isTrusted(grace, now)));
        counted.addAll(book.rowsUnderWay(segment));
        NavigableSet<Integer> wanted = new TreeSet<>();
        for (int row = 0; row < shape.n(); row++) {
            wanted.add(row);
        }
        counted.forEach(held -> wanted.remove(held.row()));
        if (wanted.isEmpty() && !Durability.isDurable(shape, counted)) {
            wanted.add(Spread.of(counted).mostHelpful(shape));
        }
        return new Need(segment, here, List.copyOf(counted), wanted);
    }

    private List<Assignment> assignments(Need need, Instant now) {
        if (need.wanted.isEmpty() || !need.canBeMade()) {
            return List.of();
        }
        Input.Tracked told = need.segment.told;
        Collection<Candidate> targets = book.holders.values().stream()
                .filter(holder -> holder.isTarget(now) && eligible.mayHold(told.segment(), holder.id()))
                .map(Holder::asTarget)
                .toList();
        return Placement.choose(
                        new Placement.Request(told.shape(), need.wanted, told.shardBytes(), told.seed()),
                        targets,
                        need.counted)
                .assignments();
    }

    private void tellShortage(Need need, List<Assignment> rows, List<Effect> effects) {
        Spread spread = Spread.of(need.counted);
        rows.forEach(row -> book.holder(row.holder()).ifPresent(holder -> spread.add(row.row(), holder.domain())));
        int missing = spread.missingHolders(need.segment.shape());
        if (missing != need.segment.missingHolders) {
            need.segment.missingHolders = missing;
            effects.add(new Effect.Lacking(need.segment.id(), missing));
        }
    }

    private void forgetTheLongGone(Instant now, List<Effect> effects) {
        List<Holder> gone = book.holders.values().stream()
                .filter(holder -> holder.absence.spell(now).compareTo(policy.forgetAfter()) >= 0)
                .filter(holder -> holder.segments.stream().noneMatch(book.troubled::contains))
                .toList();
        for (Holder holder : gone) {
            book.forget(holder);
            effects.add(new Effect.Forget(holder.id()));
        }
    }

    private static String reason(Need need, int rows) {
        String what = rows + " of " + need.segment.shape().n() + " shards need a new holder; ";
        return switch (need.now.losses()) {
            case -1 -> what + "those who are here cannot give the segment back";
            case 0 -> what + "the next loss would be one too many";
            case 1 -> what + "one more loss can be borne";
            default -> what + need.now.losses() + " more losses can be borne";
        };
    }
}
