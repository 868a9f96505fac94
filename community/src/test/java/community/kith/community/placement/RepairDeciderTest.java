package community.kith.community.placement;

import static community.kith.community.placement.RepairWorld.repairs;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepairDeciderTest {
    private static final Shape THREE_OF_SEVEN = new Shape(3, 7);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final RepairWorld world = new RepairWorld(RepairPolicy.DEFAULT).people(8);

    @Test
    void leavesAloneWhatIsWell() {
        world.segment(1, THREE_OF_SEVEN, 0);

        assertThat(world.pass(DAY.multipliedBy(40))).isEmpty();
    }

    @Test
    void waitsOutTheGracePeriodBeforeMakingAnotherCopy() {
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);

        assertThat(world.pass(DAY.minus(RepairWorld.TICK))).isEmpty();
        assertThat(world.pass(RepairWorld.TICK))
                .containsExactly(new Effect.Repair(
                        segment,
                        List.of(new Assignment(2, Circle.peer(7))),
                        3,
                        "1 of 7 shards need a new holder; 3 more losses can be borne"));
    }

    @Test
    void asksForARepairOnce() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        List<Effect> effects = world.pass(DAY);
        world.carryOut(effects);

        assertThat(repairs(effects)).hasSize(1);
        assertThat(world.pass(DAY.multipliedBy(20))).isEmpty();
    }

    @Test
    void whoIsBackWithinTheGraceCausesNothing() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.pass(DAY.minus(HOUR));
        world.see(2);

        assertThat(world.pass(DAY.multipliedBy(10))).isEmpty();
    }

    @Test
    void aReturningHolderCancelsWhatIsUnderWay() {
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.pass(DAY);

        assertThat(world.tell(new Input.Seen(Circle.peer(2))))
                .containsExactly(new Effect.Cancel(segment, new TreeSet<>(List.of(2))));
        assertThat(world.pass(DAY)).isEmpty();
    }

    @Test
    void hurriesWhenOnlyOneMoreLossCanBeBorne() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(0, 1, 2);

        assertThat(world.pass(HOUR.multipliedBy(2).minus(RepairWorld.TICK))).isEmpty();
        assertThat(repairs(world.pass(RepairWorld.TICK)))
                .singleElement()
                .satisfies(repair -> assertThat(repair.margin()).isEqualTo(1))
                .satisfies(repair -> assertThat(repair.assignments()).hasSize(3));
    }

    @Test
    void aLaptopThatIsOnHalfTheDayCausesNoTraffic() {
        world.segment(1, THREE_OF_SEVEN, 0);
        for (int day = 0; day < 60; day++) {
            world.lose(2);
            world.pass(HOUR.multipliedBy(12));
            world.see(2);
            world.pass(HOUR.multipliedBy(12));
        }

        assertThat(world.told).isEmpty();
    }

    @Test
    void aLaptopThatLooksInForAMomentEachDayIsReplacedAllTheSame() {
        world.segment(1, THREE_OF_SEVEN, 0);
        for (int day = 0; day < 3; day++) {
            world.lose(2);
            world.live(HOUR.multipliedBy(23));
            world.see(2);
            world.live(HOUR);
        }

        assertThat(repairs(world.told)).hasSize(1);
    }

    @Test
    void aFlappingLaptopCannotHaveTheSameRepairBegunAndCancelledForEver() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.pass(DAY);
        for (int flap = 0; flap < 60; flap++) {
            world.see(2);
            world.pass(RepairWorld.TICK);
            world.lose(2);
            world.pass(RepairWorld.TICK);
        }

        long cancelled =
                world.told.stream().filter(Effect.Cancel.class::isInstance).count();
        assertThat(cancelled).isEqualTo(1);
    }

    @Test
    void ourOwnSleepIsNobodysAbsence() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.pass(HOUR);
        world.now = world.now.plus(DAY.multipliedBy(9));

        assertThat(world.pass(HOUR.multipliedBy(22))).isEmpty();
        assertThat(repairs(world.pass(RepairWorld.TICK))).hasSize(1);
    }

    @Test
    void aRestartDoesNotMakeAbsencesForgotten() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.pass(HOUR.multipliedBy(23));
        Duration absence = world.decider.absences(world.now).getOrDefault(Circle.peer(2), Duration.ZERO);

        RepairWorld restarted = new RepairWorld(RepairPolicy.DEFAULT).people(2);
        restarted.tell(new Input.Known(new Candidate(Circle.peer(2), Circle.house(2), 1L << 40, false, 0.9), absence));
        IntStream.range(3, 8).forEach(restarted::newcomer);
        restarted.segment(1, THREE_OF_SEVEN, 0);

        assertThat(absence).isEqualTo(HOUR.multipliedBy(23));
        assertThat(restarted.pass(HOUR.minus(RepairWorld.TICK))).isEmpty();
        assertThat(repairs(restarted.pass(RepairWorld.TICK))).hasSize(1);
    }

    @Test
    void replacesAShardKnownToBeLostAtOnceAndElsewhere() {
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.tell(new Input.ShardMissing(segment, 4, Circle.peer(4)));

        assertThat(repairs(world.pass(RepairWorld.TICK)))
                .singleElement()
                .satisfies(
                        repair -> assertThat(repair.assignments()).containsExactly(new Assignment(4, Circle.peer(7))));
    }

    @Test
    void helpsWhatIsNearestToItsEndFirstAndStaysWithinTheBudget() {
        RepairWorld thrifty = new RepairWorld(new RepairPolicy(
                        DAY,
                        HOUR.multipliedBy(2),
                        HOUR,
                        DAY.multipliedBy(30),
                        HOUR,
                        budget(13 * RepairWorld.SHARD_BYTES)))
                .people(20);
        SegmentId safest = thrifty.segment(1, new Shape(2, 7), 0);
        SegmentId nearest = thrifty.segment(2, new Shape(4, 7), 0);
        SegmentId middle = thrifty.segment(3, new Shape(3, 7), 0);
        for (SegmentId segment : List.of(safest, nearest, middle)) {
            IntStream.range(0, 3).forEach(row -> thrifty.tell(new Input.ShardMissing(segment, row, Circle.peer(row))));
        }

        List<Effect> first = thrifty.pass(RepairWorld.TICK);
        assertThat(repairs(first).map(Effect.Repair::segment)).containsExactly(nearest, middle);
        assertThat(thrifty.pass(RepairWorld.TICK)).isEmpty();
        thrifty.carryOut(first);
        assertThat(repairs(thrifty.pass(RepairWorld.TICK)).map(Effect.Repair::segment))
                .containsExactly(safest);
    }

    @Test
    void aRepairLargerThanTheBudgetIsDoneAlone() {
        RepairWorld tiny =
                new RepairWorld(new RepairPolicy(DAY, HOUR, HOUR, DAY.multipliedBy(30), HOUR, budget(1))).people(9);
        SegmentId one = tiny.segment(1, THREE_OF_SEVEN, 0);
        SegmentId other = tiny.segment(2, THREE_OF_SEVEN, 0);
        tiny.tell(new Input.ShardMissing(one, 0, Circle.peer(0)));
        tiny.tell(new Input.ShardMissing(other, 0, Circle.peer(0)));

        List<Effect> first = tiny.pass(RepairWorld.TICK);
        assertThat(repairs(first)).hasSize(1);
        tiny.carryOut(first);
        assertThat(repairs(tiny.pass(RepairWorld.TICK))).hasSize(1);
    }

    @Test
    void triesSomebodyElseWhenATargetFails() {
        world.newcomer(8);
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        Assignment first = onlyAssignment(world.pass(DAY));
        world.tell(new Input.Failed(segment, first.row(), first.holder()));

        Assignment second = onlyAssignment(world.pass(RepairWorld.TICK));

        assertThat(second.row()).isEqualTo(first.row());
        assertThat(second.holder()).isNotEqualTo(first.holder());
    }

    @Test
    void givesUpARepairWithoutNews() {
        world.newcomer(8);
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        Assignment first = onlyAssignment(world.pass(DAY));

        assertThat(world.pass(Duration.ofMinutes(20))).isEmpty();
        assertThat(onlyAssignment(world.pass(RepairWorld.TICK)).holder()).isNotEqualTo(first.holder());
    }

    @Test
    void asksATargetThatKeepsFailingLessAndLessOften() {
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.pass(DAY.minus(HOUR));
        world.told.clear();
        for (int tick = 0; tick < 7 * 144; tick++) {
            repairs(world.pass(RepairWorld.TICK))
                    .flatMap(repair -> repair.assignments().stream())
                    .forEach(one -> world.tell(new Input.Failed(segment, one.row(), one.holder())));
        }

        long askedTheNewcomer = repairs(world.told)
                .flatMap(repair -> repair.assignments().stream())
                .filter(one -> one.holder().equals(Circle.peer(7)))
                .count();
        assertThat(askedTheNewcomer).isBetween(5L, 15L);
    }

    @Test
    void neverChoosesWhoMayNotHold() {
        RepairWorld strict =
                new RepairWorld(RepairPolicy.DEFAULT, (segment, holder) -> !holder.equals(Circle.peer(7))).people(9);
        strict.segment(1, THREE_OF_SEVEN, 0);
        strict.lose(2);

        assertThat(onlyAssignment(strict.pass(DAY)).holder()).isEqualTo(Circle.peer(8));
    }

    @Test
    void neverPromisesTheSameRoomTwice() {
        RepairWorld full = new RepairWorld(RepairPolicy.DEFAULT);
        IntStream.range(0, 7)
                .forEach(i -> full.tell(
                        new Input.Known(new Candidate(Circle.peer(i), Circle.house(i), 0, true, 0.9), Duration.ZERO)));
        full.tell(new Input.Known(
                new Candidate(Circle.peer(7), Circle.house(7), RepairWorld.SHARD_BYTES * 3 / 2, true, 0.9),
                Duration.ZERO));
        full.segment(1, THREE_OF_SEVEN, 0);
        full.segment(2, THREE_OF_SEVEN, 0);
        full.lose(0);

        List<Effect> effects = full.pass(DAY);
        full.carryOut(effects);

        assertThat(repairs(effects)).hasSize(1);
        assertThat(repairs(full.pass(DAY))).isEmpty();
    }

    @Test
    void cannotMakeShardsFromFewerThanKUnlessTheContentIsHere() {
        world.segment(1, THREE_OF_SEVEN, 0);
        SegmentId mine = world.track(2, THREE_OF_SEVEN, Input.Source.HERE);
        IntStream.range(0, 7).forEach(row -> world.place(mine, row, row));
        world.lose(0, 1, 2, 3, 4);

        assertThat(repairs(world.pass(HOUR.multipliedBy(2))))
                .singleElement()
                .satisfies(repair -> assertThat(repair.segment()).isEqualTo(mine))
                .satisfies(repair -> assertThat(repair.margin()).isEqualTo(-1));
    }

    @Test
    void saysHowManyHoldersAreLackingAndWhenNoMore() {
        RepairWorld few = new RepairWorld(RepairPolicy.DEFAULT).people(2);
        SegmentId segment = few.track(1, new Shape(1, 3), Input.Source.HERE);

        List<Effect> first = few.pass(RepairWorld.TICK);
        few.carryOut(first);
        assertThat(first).contains(new Effect.Lacking(segment, 1));
        assertThat(few.pass(DAY)).isEmpty();

        few.newcomer(2);
        assertThat(few.pass(RepairWorld.TICK)).contains(new Effect.Lacking(segment, 0));
    }

    @Test
    void spreadsOutWhatLiesTooCloseTogether() {
        RepairWorld few = new RepairWorld(RepairPolicy.DEFAULT).people(2);
        SegmentId segment = few.track(1, new Shape(3, 6), Input.Source.HOLDERS);
        IntStream.range(0, 6).forEach(row -> few.place(segment, row, row % 2));
        few.pass(DAY);
        assertThat(few.decider.survival(segment, few.now).losses()).isEqualTo(1);

        few.newcomer(2);
        for (int tick = 0; tick < 5; tick++) {
            few.carryOut(few.pass(RepairWorld.TICK));
        }

        assertThat(few.decider.survival(segment, few.now).losses()).isEqualTo(2);
        assertThat(few.pass(DAY)).isEmpty();
    }

    @Test
    void stopsWhenASegmentIsReleased() {
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.pass(DAY);

        assertThat(world.tell(new Input.Released(segment)))
                .containsExactly(new Effect.Cancel(segment, new TreeSet<>(List.of(2))));
        world.lose(0, 1);
        assertThat(world.pass(DAY.multipliedBy(2))).isEmpty();
    }

    @Test
    void forgetsTheLongGoneOnceNothingDependsOnThem() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(2);
        world.carryOut(world.pass(DAY));

        assertThat(world.pass(DAY.multipliedBy(29).minus(RepairWorld.TICK))).isEmpty();
        assertThat(world.pass(RepairWorld.TICK)).containsExactly(new Effect.Forget(Circle.peer(2)));
        assertThat(world.decider.absences(world.now)).doesNotContainKey(Circle.peer(2));
    }

    @Test
    void doesNotForgetTheLastHopeOfAnything() {
        world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(0, 1, 2, 3, 4);

        assertThat(world.pass(DAY.multipliedBy(60))).noneMatch(Effect.Forget.class::isInstance);
        IntStream.range(0, 5).forEach(world::see);
        assertThat(world.decider.survival(Circle.segment(1), world.now).losses())
                .isEqualTo(4);
    }

    private static RepairBudget budget(long inFlight) {
        return new RepairBudget(inFlight, 1L << 40, 1L << 40);
    }

    @Test
    void movesNoMoreInADayThanTheHoursAllow() {
        RepairBudget hourly = new RepairBudget(1L << 40, 8 * RepairWorld.SHARD_BYTES, 0);
        RepairWorld thrifty =
                new RepairWorld(new RepairPolicy(DAY, HOUR, HOUR, DAY.multipliedBy(30), HOUR, hourly)).people(20);
        for (int i = 0; i < 400; i++) {
            SegmentId segment = thrifty.segment(i, THREE_OF_SEVEN, 0);
            thrifty.tell(new Input.ShardMissing(segment, 0, Circle.peer(0)));
        }

        thrifty.live(DAY);

        assertThat(repairs(thrifty.told)).hasSizeBetween(44, 24 * 2 + 2);
    }

    @Test
    void whatCouldNotBearAnotherLossDoesNotWaitForBandwidth() {
        RepairBudget hourly = new RepairBudget(1L << 40, 4 * RepairWorld.SHARD_BYTES, 0);
        RepairWorld thrifty =
                new RepairWorld(new RepairPolicy(DAY, HOUR, HOUR, DAY.multipliedBy(30), HOUR, hourly)).people(20);
        for (int i = 0; i < 5; i++) {
            SegmentId segment = thrifty.segment(i, THREE_OF_SEVEN, 0);
            IntStream.range(0, 4).forEach(row -> thrifty.tell(new Input.ShardMissing(segment, row, Circle.peer(row))));
        }

        assertThat(repairs(thrifty.pass(RepairWorld.TICK))).hasSize(5);
    }

    @Test
    void amongEquallyShortSegmentsTheShortLivedComesFirst() {
        RepairBudget small = budget(4 * RepairWorld.SHARD_BYTES);
        RepairWorld world = new RepairWorld(new RepairPolicy(DAY, HOUR, HOUR, DAY.multipliedBy(30), HOUR, small));
        for (int i = 0; i < 20; i++) {
            Odds odds = Odds.steady(0.9, i < 8 ? 1e-4 : 1e-2);
            world.tell(new Input.Known(
                    new Candidate(Circle.peer(i), Circle.house(i), 1L << 40, true, odds), Duration.ZERO));
        }
        SegmentId lasting = world.segment(1, THREE_OF_SEVEN, 0);
        SegmentId fleeting = world.segment(2, THREE_OF_SEVEN, 8);
        world.tell(new Input.ShardMissing(lasting, 0, Circle.peer(0)));
        world.tell(new Input.ShardMissing(fleeting, 0, Circle.peer(8)));

        assertThat(repairs(world.pass(RepairWorld.TICK)).map(Effect.Repair::segment))
                .containsExactly(fleeting);
    }

    @Test
    void whoLeavesHandsOverFirstAndIsThenLetGo() {
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.tell(new Input.Leaving(Circle.peer(2)));

        List<Effect> effects = world.pass(RepairWorld.TICK);
        assertThat(repairs(effects))
                .singleElement()
                .satisfies(repair -> assertThat(repair.margin()).isEqualTo(4))
                .satisfies(
                        repair -> assertThat(repair.assignments()).containsExactly(new Assignment(2, Circle.peer(7))));
        world.carryOut(effects);
        assertThat(world.pass(RepairWorld.TICK)).containsExactly(new Effect.MayGo(Circle.peer(2)));
        world.lose(2);
        assertThat(world.decider.survival(segment, world.now).losses()).isEqualTo(4);
        assertThat(repairs(world.pass(DAY.multipliedBy(2)))).isEmpty();
    }

    @Test
    void whoLeavesGetsNothingAndWhoStaysAfterAllCausesNothing() {
        world.tell(new Input.Leaving(Circle.peer(7)));
        world.segment(1, THREE_OF_SEVEN, 0);
        world.tell(new Input.Leaving(Circle.peer(2)));
        assertThat(repairs(world.pass(DAY)).flatMap(repair -> repair.assignments().stream()))
                .noneMatch(row -> row.holder().equals(Circle.peer(7)));
        world.tell(new Input.Staying(Circle.peer(2)));

        assertThat(repairs(world.pass(DAY))).isEmpty();
    }

    @Test
    void aNewcomerGetsARowOfWhatLiesTooCloseAndTheOtherCopyGoes() {
        RepairWorld few = new RepairWorld(RepairPolicy.DEFAULT).people(4);
        SegmentId segment = few.track(1, new Shape(2, 6), Input.Source.HOLDERS);
        IntStream.range(0, 6).forEach(row -> few.place(segment, row, row % 4));
        few.pass(DAY);
        few.told.clear();

        few.newcomer(4);
        few.newcomer(5);
        few.live(DAY);

        assertThat(repairs(few.told)).hasSize(2);
        assertThat(few.told.stream().filter(Effect.Surplus.class::isInstance)).hasSize(2);
        assertThat(few.decider.survival(segment, few.now)).isEqualTo(new Survival(6, 6, 4));
        assertThat(few.pass(DAY.multipliedBy(10))).isEmpty();
    }

    @Test
    void spreadingOutStaysWithinItsBudget() {
        RepairBudget slow = new RepairBudget(1L << 40, 1L << 40, 3 * RepairWorld.SHARD_BYTES);
        RepairWorld few =
                new RepairWorld(new RepairPolicy(DAY, HOUR, HOUR, DAY.multipliedBy(30), HOUR, slow)).people(4);
        for (int i = 0; i < 100; i++) {
            SegmentId segment = few.track(i, new Shape(2, 6), Input.Source.HOLDERS);
            IntStream.range(0, 6).forEach(row -> few.place(segment, row, row % 4));
        }
        few.newcomer(4);
        few.live(HOUR.multipliedBy(10));

        assertThat(repairs(few.told)).hasSizeBetween(9, 12);
    }

    /// Six of seven sleep from 20 to 8 every day, and are known for it.
    @Test
    void whoSleepsEveryNightIsNotMissedAtNight() {
        double[] byDay = new double[Odds.HOURS];
        java.util.Arrays.fill(byDay, 8, 20, 1);
        for (int i = 0; i < 7; i++) {
            world.tell(new Input.Known(
                    new Candidate(Circle.peer(i), Circle.house(i), 1L << 40, true, Odds.of(byDay, 1e-3)),
                    Duration.ZERO));
        }
        world.segment(1, THREE_OF_SEVEN, 0);
        for (int night = 0; night < 10; night++) {
            world.lose(1, 2, 3, 4, 5, 6);
            assertThat(world.pass(HOUR.multipliedBy(11))).isEmpty();
            IntStream.range(1, 7).forEach(world::see);
            assertThat(world.pass(HOUR.multipliedBy(13))).isEmpty();
        }

        world.lose(1, 2, 3, 4, 5, 6);
        IntStream.range(4, 7).forEach(world::see);
        assertThat(repairs(world.pass(HOUR.multipliedBy(13)))).isNotEmpty();
    }

    /// A laptop on a visit shares a network with its host for a weekend.
    @Test
    void aVisitMovesNothingAndAMoveDoes() {
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        Candidate visiting = new Candidate(Circle.peer(2), Circle.house(3), 1L << 40, true, 0.9);
        world.tell(new Input.Known(visiting, Duration.ZERO));
        assertThat(world.pass(HOUR.multipliedBy(20))).isEmpty();
        world.tell(new Input.Known(Circle.candidate(2), Duration.ZERO));
        assertThat(world.pass(DAY.multipliedBy(2))).isEmpty();

        world.tell(new Input.Known(visiting, Duration.ZERO));
        world.pass(DAY);
        world.tell(new Input.Known(visiting, Duration.ZERO));
        world.live(HOUR);

        assertThat(repairs(world.told)).hasSize(1);
        assertThat(world.decider.survival(segment, world.now).domains()).isEqualTo(7);
    }

    private static Assignment onlyAssignment(List<Effect> effects) {
        List<Assignment> assignments = repairs(effects)
                .flatMap(repair -> repair.assignments().stream())
                .toList();
        assertThat(assignments).hasSize(1);
        return assignments.getFirst();
    }
}
