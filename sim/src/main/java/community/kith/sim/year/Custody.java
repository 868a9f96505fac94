package community.kith.sim.year;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Assignment;
import community.kith.community.placement.Candidate;
import community.kith.community.placement.Domain;
import community.kith.community.placement.Effect;
import community.kith.community.placement.Input;
import community.kith.community.placement.Placement;
import community.kith.community.placement.Redundancy;
import community.kith.community.placement.Register;
import community.kith.community.placement.RepairDecider;
import community.kith.community.placement.RepairPolicy;
import community.kith.community.placement.SegmentId;
import community.kith.community.placement.Shape;
import community.kith.community.placement.Target;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One person's file, a single segment, through a year: measured, placed, watched and repaired by the real deciders.
///
/// The owner's laptop is one holder among the others and keeps no second copy of the whole. Whoever looks after the
/// segment can do so only while their own laptop is on. When it is lost for good the next of the circle takes over, who
/// knows the receipts and has to learn everybody's habits anew.
final class Custody {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long SEGMENT_BYTES = 16L << 20;
    private static final long ROOM = 1L << 40;

    private final YearPlan plan;
    /// The owner first, then the friends.
    private final List<Lifeline> circle = new ArrayList<>();

    private final SegmentId segment;
    /// Everybody who was ever met, and whether they were there when last looked for.
    private final Map<PeerId, Laptop> met = new HashMap<>();
    private final Map<Laptop, Boolean> told = new LinkedHashMap<>();

    private final YearFigures.Sums sums = new YearFigures.Sums();

    private Rows rows = new Rows(new Shape(1, 1));
    private Register register = new Register(HOUR);
    private RepairDecider decider = decider();
    private Optional<Laptop> keeper = Optional.empty();
    private int keeperIndex;
    private int lastMet;
    private long shardBytes;
    private boolean lost;

    private Custody(Town town, YearPlan plan, int owner) {
        this.plan = plan;
        circle.add(town.lifeline(owner));
        town.friends(owner).forEach(friend -> circle.add(town.lifeline(friend)));
        byte[] name = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(plan.seed().value())
                .putInt(owner)
                .array();
        this.segment = new SegmentId(Cid.ofRaw(name));
    }

    static YearFigures.Sums run(Town town, YearPlan plan, int owner) {
        Custody custody = new Custody(town, plan, owner);
        custody.live();
        return custody.sums;
    }

    private void live() {
        int begin = YearPlan.WARM_UP_DAYS * 24;
        boolean put = false;
        for (int hour = 0; hour < plan.hours() && !lost; hour++) {
            findKeeper(hour);
            int now = hour;
            boolean awake = keeper.filter(laptop -> laptop.isOn(now)).isPresent();
            if (awake) {
                watch(hour);
            }
            if (hour >= begin && !put && awake) {
                put = true;
                put(hour);
            }
            if (put) {
                account(hour, awake);
                if (awake && !lost) {
                    repair(hour);
                }
            }
        }
    }

    private static Instant at(int hour) {
        return Town.START.plus(HOUR.multipliedBy(hour));
    }

    /// The owner's laptop; when that is lost the next in the circle takes over, who knows the receipts and nothing
    /// else.
    private void findKeeper(int hour) {
        if (keeper.filter(laptop -> laptop.lives(hour)).isPresent()) {
            return;
        }
        int first = keeper.isPresent() ? keeperIndex + 1 : keeperIndex;
        keeper = Optional.empty();
        for (int next = first; next < first + circle.size() && keeper.isEmpty(); next++) {
            keeperIndex = next % circle.size();
            keeper = circle.get(keeperIndex).at(hour);
        }
        register = new Register(HOUR);
        decider = decider();
        track(hour);
    }

    private void track(int hour) {
        if (!rows.isEmpty()) {
            meet(hour);
            decider.step(at(hour), new Input.Tracked(segment, rows.shape(), shardBytes, 0, Input.Source.HOLDERS));
            rows.each((row, holder) -> decider.step(at(hour), new Input.Placed(segment, row, holder.id)));
        }
    }

    /// Notes who is there.
    private void watch(int hour) {
        Laptop me = keeper.orElseThrow();
        Instant now = at(hour);
        register.awake(me.id, now);
        for (Lifeline person : circle) {
            Optional<Laptop> laptop = person.at(hour);
            if (laptop.isPresent() && laptop.get() != me) {
                register.note(laptop.get().id, laptop.get().isOn(hour), now);
            }
        }
    }

    private List<Candidate> candidates(int hour) {
        List<Candidate> candidates = new ArrayList<>();
        for (Lifeline person : circle) {
            person.at(hour).ifPresent(laptop -> {
                met.put(laptop.id, laptop);
                candidates.add(new Candidate(
                        laptop.id,
                        new Domain("household " + laptop.household),
                        ROOM,
                        laptop.isOn(hour),
                        register.odds(laptop.id)));
            });
        }
        return candidates;
    }

    private void put(int hour) {
        List<Candidate> candidates = candidates(hour);
        Redundancy.Choice choice = plan.shape()
                .map(shape -> Redundancy.DEFAULT.fixed(shape, candidates, 1))
                .orElseGet(() -> Redundancy.choose(Target.DEFAULT, candidates));
        shardBytes = SEGMENT_BYTES / choice.k();
        rows = new Rows(choice.shape());
        Placement.choose(Placement.Request.all(choice.shape(), shardBytes, hour), candidates, List.of())
                .assignments()
                .forEach(one -> rows.put(one.row(), laptop(one.holder())));
        sums.put(choice.shape(), shardBytes, choice.unavailability());
        track(hour);
    }

    /// What is true at this hour, whatever anybody believes: rows die with their laptops.
    private void account(int hour, boolean awake) {
        rows.drop(laptop -> !laptop.lives(hour));
        int k = rows.shape().k();
        lost = rows.count(laptop -> true) < k;
        sums.hour(lost, awake, rows.count(laptop -> laptop.isOn(hour)) >= k, rows.copies() * shardBytes);
    }

    private void meet(int hour) {
        lastMet = hour;
        for (Candidate candidate : candidates(hour)) {
            decider.step(at(hour), new Input.Known(candidate, Duration.ZERO));
            told.put(met.get(candidate.holder()), candidate.online());
        }
    }

    private void repair(int hour) {
        Instant now = at(hour);
        if (hour - lastMet >= 24) {
            meet(hour);
        }
        for (Map.Entry<Laptop, Boolean> each : told.entrySet()) {
            boolean isHere = each.getKey().isOn(hour);
            if (isHere != each.getValue()) {
                each.setValue(isHere);
                PeerId id = each.getKey().id;
                decider.step(now, isHere ? new Input.Seen(id) : new Input.Lost(id));
            }
        }
        carryOut(hour, decider.step(now, new Input.Tick()));
    }

    private void carryOut(int hour, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Repair repair -> bring(hour, repair);
                case Effect.Surplus surplus -> rows.remove(surplus.row(), laptop(surplus.holder()));
                case Effect.Forget forget -> forget(forget.holder());
                case Effect.MayGo mayGo -> forget(mayGo.holder());
                case Effect.Cancel cancel -> {}
                case Effect.Lacking lacking -> {}
            }
        }
    }

    private Laptop laptop(PeerId holder) {
        Laptop known = met.get(holder);
        if (known == null) {
            throw new IllegalStateException("nobody met " + holder);
        }
        return known;
    }

    private void forget(PeerId holder) {
        Laptop gone = laptop(holder);
        rows.forget(gone);
        told.remove(gone);
    }

    private void bring(int hour, Effect.Repair repair) {
        boolean readable =
                rows.count(laptop -> laptop.isOn(hour)) >= rows.shape().k();
        int brought = 0;
        for (Assignment one : repair.assignments()) {
            Laptop target = laptop(one.holder());
            if (readable && target.isOn(hour)) {
                rows.put(one.row(), target);
                brought++;
                carryOut(hour, decider.step(at(hour), new Input.Placed(segment, one.row(), one.holder())));
            } else {
                decider.step(at(hour), new Input.Failed(segment, one.row(), one.holder()));
            }
        }
        sums.repaired(brought, rows.shape().k(), shardBytes);
    }

    private RepairDecider decider() {
        told.clear();
        return new RepairDecider(RepairPolicy.DEFAULT, (id, holder) -> true);
    }
}
