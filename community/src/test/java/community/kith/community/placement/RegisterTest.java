package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import community.kith.base.name.PeerId;
import community.kith.community.ForAll;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class RegisterTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final PeerId LAPTOP = Circle.peer(1);

    private final Register register = new Register(Duration.ofHours(1));
    private Instant now = START;

    /// Looks every ten minutes at somebody who is there at some hours of the day.
    private void watch(int days, IntPredicate hereAt) {
        for (int step = 0; step < days * 144; step++) {
            int hour = (int) (now.getEpochSecond() / 3600 % 24);
            register.note(LAPTOP, hereAt.test(hour), now);
            now = now.plus(STEP);
        }
    }

    private Odds odds() {
        return register.odds(LAPTOP);
    }

    @Test
    void believesThePriorOfSomebodyNobodyHasWatched() {
        assertThat(odds()).isEqualTo(Odds.steady(Redundancy.PRIOR));
        register.note(LAPTOP, false, now);
        assertThat(odds().availability()).isCloseTo(Redundancy.PRIOR, within(1e-9));
    }

    @Test
    void learnsWhichHoursALaptopIsOn() {
        watch(60, hour -> hour >= 8 && hour < 23);

        assertThat(odds().at(12)).isGreaterThan(0.97);
        assertThat(odds().at(3)).isLessThan(0.05);
        assertThat(odds().availability()).isCloseTo(15 / 24.0, within(0.03));
    }

    @Test
    void aDayIsNotMuchToGoBy() {
        watch(1, hour -> false);

        assertThat(odds().availability()).isBetween(0.2, 0.75);
    }

    @Test
    void habitsMayChange() {
        watch(200, hour -> true);
        watch(90, hour -> hour < 12);

        assertThat(register.attendance(LAPTOP).orElseThrow().onTime()).isBetween(0.5, 0.6);
    }

    @Test
    void timeInWhichThisNodeSleptCountsForNothing() {
        watch(30, hour -> true);
        double before = odds().availability();
        for (int night = 0; night < 30; night++) {
            now = now.plus(Duration.ofHours(12));
            watch(0, hour -> true);
            register.note(LAPTOP, false, now);
            register.note(LAPTOP, true, now.plus(Duration.ofSeconds(1)));
            now = now.plus(Duration.ofSeconds(1));
        }

        assertThat(odds().availability()).isCloseTo(before, within(0.001));
    }

    @Test
    void clockJumpsAreHarmless() {
        watch(30, hour -> true);
        double before = odds().availability();
        for (Duration jump : new Duration[] {Duration.ofDays(4000), Duration.ofDays(-8000), Duration.ofDays(4000)}) {
            now = now.plus(jump);
            register.note(LAPTOP, false, now);
            register.note(LAPTOP, true, now);
        }

        assertThat(odds().availability()).isCloseTo(before, within(1e-9));
        assertThat(register.attendance(LAPTOP).orElseThrow().watched()).isLessThan(Duration.ofDays(31));
    }

    /// Who is only looked for by day makes no promise for the night, nor does the night count.
    @Test
    void hoursThatNobodyWatchedCountForNothing() {
        for (int day = 0; day < 60; day++) {
            for (int step = 8 * 6; step < 20 * 6; step++) {
                Instant at = START.plus(Duration.ofDays(day)).plus(STEP.multipliedBy(step));
                register.note(LAPTOP, step < 14 * 6, at);
                register.awake(Circle.peer(0), at);
            }
        }

        assertThat(odds().at(10)).isGreaterThan(0.97);
        assertThat(odds().at(3)).isLessThanOrEqualTo(Redundancy.PRIOR);
        assertThat(odds().weight(3)).isZero();
        assertThat(odds().availability()).isCloseTo(0.5, within(0.03));
        assertThat(register.odds(Circle.peer(0)).weight(3)).isLessThan(0.001);
        assertThat(register.odds(Circle.peer(0)).availability()).isGreaterThan(0.95);
    }

    @Test
    void beingCutOffIsNobodysAbsence() {
        watch(10, hour -> true);
        double before = odds().availability();
        for (int step = 0; step < 144; step++) {
            register.cutOff();
            now = now.plus(STEP);
        }
        register.note(LAPTOP, true, now);

        assertThat(odds().availability()).isCloseTo(before, within(1e-9));
    }

    @Test
    void aRestartForgetsNothing() {
        watch(40, hour -> hour > 7);
        Register later = new Register(Duration.ofHours(1));
        register.sums().forEach(later::restore);

        assertThat(later.odds(LAPTOP).availability()).isCloseTo(odds().availability(), within(1e-9));
        assertThat(later.odds(LAPTOP).lossesPerDay()).isEqualTo(odds().lossesPerDay());
        later.note(LAPTOP, false, now.plus(Duration.ofMinutes(1)));
        assertThat(later.odds(LAPTOP).availability()).isCloseTo(odds().availability(), within(1e-9));
    }

    @Test
    void knowsItsOwnSleep() {
        for (int day = 0; day < 60; day++) {
            for (int step = 0; step < 72; step++) {
                register.awake(LAPTOP, START.plus(Duration.ofDays(day)).plus(STEP.multipliedBy(step)));
            }
        }

        assertThat(ownTime()).isCloseTo(0.5, within(0.05));
        register.awake(LAPTOP, START.plus(Duration.ofDays(4000)));
        assertThat(ownTime()).isGreaterThan(0.4);
    }

    private double ownTime() {
        return register.attendance(LAPTOP).orElseThrow().onTime();
    }

    @Test
    void whoHasStayedLongIsExpectedToStayLonger() {
        double first = odds().lossesPerDay();
        watch(200, hour -> true);

        assertThat(odds().lossesPerDay()).isLessThan(first / 1.5);
    }

    @Test
    void lossesAroundUsMakeUsBelieveInLosses() {
        Lifetimes quiet = Lifetimes.PRIOR;
        Lifetimes sad = Lifetimes.PRIOR;
        for (int i = 0; i < 20; i++) {
            quiet = quiet.with(Duration.ofDays(300), false);
            sad = sad.with(Duration.ofDays(100), true);
        }

        assertThat(sad.lossesPerDay(Duration.ofDays(100))).isGreaterThan(5 * quiet.lossesPerDay(Duration.ofDays(100)));
    }

    /// Devices that live by the law that is believed in teach the scale that they live by.
    @Test
    void findsTheScaleOfLifetimes() {
        ForAll.forAll(20, random -> {
            double scale = 100 + 400 * random.nextDouble();
            Lifetimes learnt = Lifetimes.PRIOR;
            for (int i = 0; i < 2000; i++) {
                double from = Math.pow(30 / scale, Lifetimes.SHAPE);
                double days = scale * Math.pow(from - Math.log(1 - random.nextDouble()), 1 / Lifetimes.SHAPE) - 30;
                boolean gone = days < 365;
                learnt = learnt.with(Duration.ofSeconds((long) (86400 * Math.min(days, 365))), gone);
            }
            double found = Math.pow(learnt.bentDays() / learnt.losses(), 1 / Lifetimes.SHAPE);

            assertThat(found / scale).isCloseTo(1, within(0.15));
        });
    }
}
