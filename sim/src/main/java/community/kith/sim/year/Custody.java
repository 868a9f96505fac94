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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One person's file, a single segment, through a year: measured, placed, watched and repaired by the real deciders.
///
/// The owner's laptop is one holder among the others and keeps no second copy of the whole. Whoever looks after the
/// segment can do so only while their own laptop is on. When it is lost for good the next of the circle takes over, who
/// knows the receipts and has to learn everybody's habits anew.
final class Custody {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long SEGMENT_BYTES = 16L << 20;
    private static final long ROOM = 1L << 40;

    private final Town town;
    private final YearPlan plan;
    /// The owner first, then the friends.
    private final List<Integer> circle = new ArrayList<>();

    private final SegmentId segment;
    private final TreeMap<PeerId, Lifeline> owners = new TreeMap<>();
    private final YearFigures.Sums sums = new YearFigures.Sums();

    private Rows rows = new Rows(new Shape(1, 1));
    private Register register = new Register(HOUR);
    private RepairDecider decider = decider();
    private Optional<PeerId> keeper = Optional.empty();
    private int keeperIndex;
    private int lastMet;
    private long shardBytes;
    private boolean lost;

    private Custody(Town town, YearPlan plan, int owner) {
        this.town = town;
        this.plan = plan;
        circle.add(owner);
        circle.addAll(town.friends(owner));
        this.segment = new SegmentId(
                Cid.ofRaw(ByteBuffer.allocate(12).putLong(plan.seed().value()).putInt(owner).array()), 0);
    }

    static YearFigures.Sums run(Town town, YearPlan plan, int owner) {
        Custody custody = new Custody(town, plan, owner);
        custody.live();
        return custody.sums;
    }

    private RepairDecider decider() {
        return new RepairDecider(RepairPolicy.DEFAULT, (id, holder) -> true);
    }

    private void live() {
        int begin = YearPlan.WARM_UP_DAYS * 24;
        boolean put = false;
        for (int hour = 0; hour < plan.hours() && !lost; hour++) {
            findKeeper(hour);
            boolean awake = town.lifeline(circle.get(keeperIndex)).isOn(hour);
            if (awake) {
                watch(hour);
            }
            if (hour >= begin && !put && awake) {
                put = true;
                put(hour);
            }
            if (put) {
                account(hour);
                if (awake && !lost) {
                    repair(hour);
                }
            }
        }
    }

    private static Instant at(int hour) {
        return Town.START.plus(HOUR.multipliedBy(hour));
    }

    private Optional<Lifeline.Laptop> laptop(int person, int hour) {
        return town.lifeline(person).laptops().stream()
                .filter(laptop -> laptop.lives(hour))
                .findFirst();
    }

    /// The owner's laptop; when that is lost the next in the circle takes over, who knows the receipts and nothing else.
    private void findKeeper(int hour) {
        if (keeper.isPresent() && keeper.equals(idOf(keeperIndex, hour))) {
            return;
        }
        int first = keeper.isPresent() ? keeperIndex + 1 : keeperIndex;
        keeper = Optional.empty();
        for (int next = first; next < first + circle.size() && keeper.isEmpty(); next++) {
            keeperIndex = next % circle.size();
            keeper = idOf(keeperIndex, hour);
        }
        register = new Register(HOUR);
        decider = decider();
        lastMet = hour;
        track(hour);
    }

    private Optional<PeerId> idOf(int index, int hour) {
        return laptop(circle.get(index), hour).map(Lifeline.Laptop::id);
    }

    private void track(int hour) {
        if (!rows.isEmpty()) {
            meet(hour);
            decider.step(at(hour), new Input.Tracked(segment, rows.shape(), shardBytes, 0, Input.Source.HOLDERS));
            rows.each((row, holder) -> decider.step(at(hour), new Input.Placed(segment, row, holder)));
        }
    }

    /// Notes who is there.
    private void watch(int hour) {
        PeerId me = keeper.orElseThrow();
        register.awake(me, at(hour));
        for (int person : circle) {
            laptop(person, hour)
                    .filter(laptop -> !laptop.id().equals(me))
                    .ifPresent(laptop -> register.note(laptop.id(), town.lifeline(person).isOn(hour), at(hour)));
        }
    }

    private List<Candidate> candidates(int hour) {
        List<Candidate> candidates = new ArrayList<>();
        for (int person : circle) {
            Lifeline lifeline = town.lifeline(person);
            laptop(person, hour)
                    .ifPresent(laptop -> {
                        owners.put(laptop.id(), lifeline);
                        candidates.add(new Candidate(
                                laptop.id(),
                                new Domain("household " + lifeline.household()),
                                ROOM,
                                lifeline.isOn(hour),
                                register.odds(laptop.id())));
                    });
        }
        return candidates;
    }

    private void put(int hour) {
        List<Candidate> candidates = candidates(hour);
        Redundancy.Choice choice = Redundancy.choose(Target.DEFAULT, candidates);
        Shape shape = plan.shape().orElse(choice.shape());
        shardBytes = SEGMENT_BYTES / shape.k();
        rows = new Rows(shape);
        Placement.choose(Placement.Request.all(shape, shardBytes, hour), candidates, List.of())
                .assignments()
                .forEach(one -> rows.put(one.row(), one.holder()));
        sums.put(shape, shardBytes, choice.unavailability());
        track(hour);
    }

    /// What is true at this hour, whatever anybody believes: rows die with their laptops.
    private void account(int hour) {
        rows.drop(holder -> owners.get(holder).laptops().stream()
                .noneMatch(laptop -> laptop.id().equals(holder) && laptop.lives(hour)));
        lost = rows.count(holder -> true) < rows.shape().k();
        sums.hour(lost, rows.count(holder -> owners.get(holder).isOn(hour)) >= rows.shape().k(), rows.copies() * shardBytes);
    }

    private void meet(int hour) {
        for (Candidate candidate : candidates(hour)) {
            decider.step(at(hour), new Input.Known(candidate, Duration.ZERO));
        }
    }

    private void repair(int hour) {
        Map<PeerId, Boolean> there = new TreeMap<>();
        if (hour - lastMet >= 24) {
            lastMet = hour;
            meet(hour);
        }
        for (Map.Entry<PeerId, Lifeline> each : owners.entrySet()) {
            boolean isHere = each.getValue().isOn(hour)
                    && each.getValue().laptops().stream()
                            .anyMatch(laptop -> laptop.id().equals(each.getKey()) && laptop.lives(hour));
            there.put(each.getKey(), isHere);
            decider.step(at(hour), isHere ? new Input.Seen(each.getKey()) : new Input.Lost(each.getKey()));
        }
        carryOut(hour, decider.step(at(hour), new Input.Tick()), there);
    }

    private void carryOut(int hour, List<Effect> effects, Map<PeerId, Boolean> there) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Repair repair -> bring(hour, repair, there);
                case Effect.Surplus surplus -> rows.remove(surplus.row(), surplus.holder());
                case Effect.Forget forget -> rows.forget(forget.holder());
                case Effect.MayGo mayGo -> rows.forget(mayGo.holder());
                case Effect.Cancel cancel -> {}
                case Effect.Lacking lacking -> {}
            }
        }
    }

    private void bring(int hour, Effect.Repair repair, Map<PeerId, Boolean> there) {
        boolean readable = rows.count(holder -> there.getOrDefault(holder, false)) >= rows.shape().k();
        int brought = 0;
        for (Assignment one : repair.assignments()) {
            if (readable && there.getOrDefault(one.holder(), false)) {
                rows.put(one.row(), one.holder());
                brought++;
                carryOut(hour, decider.step(at(hour), new Input.Placed(segment, one.row(), one.holder())), there);
            } else {
                decider.step(at(hour), new Input.Failed(segment, one.row(), one.holder()));
            }
        }
        sums.repaired(brought, rows.shape().k(), shardBytes);
    }
}
