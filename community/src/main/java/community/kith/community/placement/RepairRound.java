package community.kith.community.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// What a [RepairDecider] does when time has passed: looks at every troubled segment and begins the most pressing
/// repairs, as far as the budget goes.
final class RepairRound {
    /// With this many losses left, or fewer, a segment is in a hurry.
    private static final int URGENT_MARGIN = 1;

    private static final int LOOKED_AT_TO_SPREAD = 256;

    private final RepairPolicy policy;
    private final Eligible eligible;
    private final RepairBook book;
    private final Allowance allowance;
    private final Allowance toSpread;

    /// What a segment needs.
    ///
    /// @param now what it survives with only those holders that are here
    /// @param counted the rows that are relied on, those under way among them
    /// @param wanted rows to be made; empty when all is well
    /// @param daysLeft the expected time to its loss
    private record Need(
            WatchedSegment segment, Survival now, List<Held> counted, NavigableSet<Integer> wanted, double daysLeft) {
        static final Comparator<Need> NEAREST_THE_LOSS_FIRST =
                Comparator.comparingDouble(Need::daysLeft).thenComparing(need -> need.segment.id());

        /// What could not bear another loss does not wait for bandwidth.
        boolean isDesperate() {
            return now.losses() <= 0;
        }

        boolean canBeMade() {
            return now.readable() || segment.told.source() == Input.Source.HERE;
        }
    }

    RepairRound(RepairPolicy policy, Eligible eligible, RepairBook book) {
        this.policy = policy;
        this.eligible = eligible;
        this.book = book;
        this.allowance = new Allowance(policy.budget().bytesPerHour());
        this.toSpread = new Allowance(policy.budget().bytesPerHourToSpread());
    }

    List<Effect> begin(Instant now) {
        giveUpLateRows(now);
        for (Holder holder : book.holders.values()) {
            if (!holder.segments.isEmpty() && holder.losesPatience(policy, now)) {
                book.troubled.addAll(holder.segments);
            }
        }
        List<Effect> effects = new ArrayList<>();
        allowance.grow(now);
        toSpread.grow(now);
        repair(now, effects);
        spreadOut(now, effects);
        forgetTheLongGone(now, effects);
        letGo(effects);
        return List.copyOf(effects);
    }

    /// What does not fit into the budget waits, even for what would fit: else the large would wait for ever.
    private void repair(Instant now, List<Effect> effects) {
        List<Need> needs = needs(now);
        if (needs.isEmpty()) {
            return;
        }
        List<Holder> targets = targets(now);
        long most = policy.budget().bytesInFlight();
        long budget = most - book.bytesUnderWay();
        for (Need need : needs) {
            List<Assignment> rows = assignments(need, targets);
            long cost = rows.isEmpty() ? 0 : need.segment.cost(rows.size());
            boolean tooMuch = cost > budget && budget < most;
            if (tooMuch || (cost > 0 && !need.isDesperate() && !allowance.allows(cost))) {
                return;
            }
            tellShortage(need, rows, effects);
            if (!rows.isEmpty()) {
                budget -= cost;
                allowance.spend(cost);
                rows.forEach(row -> book.launch(need.segment, row, now.plus(policy.retryAfter()), Optional.empty()));
                effects.add(new Effect.Repair(need.segment.id(), rows, need.now.losses(), reason(need, rows.size())));
            }
        }
    }

    private List<Holder> targets(Instant now) {
        List<Holder> targets = new ArrayList<>();
        for (Holder holder : book.holders.values()) {
            if (holder.isTarget(now)) {
                targets.add(holder);
            }
        }
        return targets;
    }

    /// Brings to newcomers what lies too close together, when nothing more pressing is under way.
    private void spreadOut(Instant now, List<Effect> effects) {
        if (book.crowded.isEmpty()) {
            return;
        }
        Spreading spreading = new Spreading(eligible, targets(now));
        for (SegmentId id : book.nextCrowded(LOOKED_AT_TO_SPREAD)) {
            WatchedSegment segment = book.segments.get(id);
            long cost = segment == null ? 0 : segment.cost(1);
            if (!toSpread.allows(cost)
                    || !allowance.allows(cost)
                    || book.bytesUnderWay() + cost > policy.budget().bytesInFlight()) {
                return;
            }
            if (segment != null && !book.troubled.contains(id) && segment.bytesUnderWay() == 0) {
                spreading.next(segment).ifPresent(move -> bring(segment, move, now, effects));
            }
        }
    }

    private void bring(WatchedSegment segment, Spreading.Move move, Instant now, List<Effect> effects) {
        Survival here = Survival.of(segment.shape().k(), segment.rowsAt(Holder::isHere));
        if (!here.readable()) {
            return;
        }
        long cost = segment.cost(1);
        toSpread.spend(cost);
        allowance.spend(cost);
        Assignment row = new Assignment(move.row(), move.to().id());
        book.launch(segment, row, now.plus(policy.retryAfter()), Optional.of(move.from()));
        effects.add(new Effect.Repair(
                segment.id(), List.of(row), here.losses(), "shards lie too close together, and somebody new has room"));
    }

    /// Lets those go who want to and have handed over all they had.
    private void letGo(List<Effect> effects) {
        for (Holder holder : book.holders.values()) {
            if (holder.isLeaving() && !holder.segments.isEmpty() && isFree(holder)) {
                book.giveUp(holder);
                effects.add(new Effect.MayGo(holder.id()));
            }
        }
    }

    private boolean isFree(Holder leaver) {
        return leaver.segments.stream().noneMatch(id -> book.troubled.contains(id) || dependsOn(id, leaver));
    }

    private boolean dependsOn(SegmentId id, Holder leaver) {
        return book.segment(id)
                .filter(segment -> !segment.isSafeWithout(leaver) || segment.bytesUnderWay() > 0)
                .isPresent();
    }

    private void giveUpLateRows(Instant now) {
        for (WatchedSegment segment : book.flying()) {
            segment.flights().stream()
                    .filter(flight -> !now.isBefore(flight.deadline()))
                    .forEach(late -> {
                        book.land(segment, late.row(), late.target());
                        late.target().failed(now, policy.retryAfter());
                    });
        }
    }

    /// The needs of the troubled segments; those that have none are troubled no more.
    private List<Need> needs(Instant now) {
        List<Need> needs = new ArrayList<>();
        for (WatchedSegment segment : book.troubled()) {
            if (segment.missingHolders == 0 && segment.isPlainlyWell(URGENT_MARGIN + 1)) {
                book.troubled.remove(segment.id());
            } else {
                needs.add(need(segment, now));
            }
        }
        needs.stream()
                .filter(need -> need.wanted.isEmpty() && need.now.losses() > URGENT_MARGIN)
                .forEach(need -> book.troubled.remove(need.segment.id()));
        needs.sort(Need.NEAREST_THE_LOSS_FIRST);
        return needs;
    }

    private Need need(WatchedSegment segment, Instant now) {
        Shape shape = segment.shape();
        Survival here = Survival.of(shape.k(), segment.rowsAt(Holder::isHere));
        boolean urgent = here.losses() <= URGENT_MARGIN
                && Survival.of(shape.k(), segment.rowsAt(holder -> holder.isExpectedBack(now)))
                                .losses()
                        <= URGENT_MARGIN;
        List<Held> counted = segment.rowsAt(urgent ? Holder::isTrustedInAHurry : Holder::isTrusted);
        counted.addAll(segment.rowsUnderWay());
        Spread spread = Spread.of(counted);
        NavigableSet<Integer> wanted = new TreeSet<>(spread.absentRows(shape));
        if (wanted.isEmpty() && spread.survival(shape.k()).losses() < shape.lossesForDurable()) {
            wanted.add(spread.mostHelpful(shape));
            wanted.removeAll(segment.rowsInFlight());
        }
        double daysLeft = wanted.isEmpty() ? Double.MAX_VALUE : LossClock.daysLeft(segment, policy, now);
        return new Need(segment, here, counted, wanted, daysLeft);
    }

    private List<Assignment> assignments(Need need, List<Holder> holders) {
        if (need.wanted.isEmpty() || !need.canBeMade()) {
            return List.of();
        }
        Input.Tracked told = need.segment.told;
        List<Candidate> targets = holders.stream()
                .filter(holder -> eligible.mayHold(told.segment(), holder.id()))
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
        List<Holder> gone = new ArrayList<>();
        for (Holder holder : book.holders.values()) {
            if (!holder.isHere()
                    && holder.absence.spell(now).compareTo(policy.forgetAfter()) >= 0
                    && holder.segments.stream().noneMatch(book.troubled::contains)) {
                gone.add(holder);
            }
        }
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
