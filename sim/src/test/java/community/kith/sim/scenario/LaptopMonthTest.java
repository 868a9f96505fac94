package community.kith.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import community.kith.sim.fault.Habits;
import community.kith.sim.fault.Mortality;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaptopMonthTest {
    private static final int MONTHS = Integer.getInteger("kith.soak.months", 3);

    /// Half a month among sixty people, in which laptops die twice as often as in the whole one below: its short form.
    @Tag("soak")
    @Test
    void sixtyPeopleLoseNothingThatWasAcknowledged() throws IOException {
        Figures figures = LaptopMonth.run(Plan.of(1, 60, 15).with(new Mortality(0.2)));

        assertThat(figures.violations()).isEmpty();
        assertThat(figures.deaths()).isGreaterThanOrEqualTo(3);
        assertThat(figures.acknowledged()).isEqualTo(figures.files()).isGreaterThan(250);
        assertThat(figures.moved().madeAnew()).isPositive();
        assertThat(figures.readsThatFailed()).isLessThan(figures.reads() / 4);
    }

    @Test
    void whereNobodySleepsRepairMovesWhatWasLostAndLittleMore() throws IOException {
        Figures figures =
                LaptopMonth.run(Plan.of(2, 30, 10).with(Habits.ALWAYS_ON).with(new Mortality(0.5)));

        assertThat(figures.violations()).isEmpty();
        assertThat(figures.deaths()).isGreaterThanOrEqualTo(3);
        assertThat(figures.moved().madeAnew() + figures.moved().spread())
                .isBetween(figures.moved().lost() / 3, figures.moved().lost() * 3 / 2);
        assertThat(figures.readsThatFailed()).isZero();
    }

    @Test
    void theSameSeedGivesTheSameTraceAndAnotherSeedAnother() throws IOException {
        Plan plan = Plan.of(3, 12, 3).with(new Mortality(0.5));

        Figures once = LaptopMonth.run(plan);

        assertThat(LaptopMonth.run(plan)).isEqualTo(once);
        assertThat(LaptopMonth.run(Plan.of(4, 12, 3)).trace()).isNotEqualTo(once.trace());
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void twoHundredPeopleLoseNothingInAMonth(long seed) throws IOException {
        assumeTrue(seed <= MONTHS, "more than -Dkith.soak.months");
        Figures figures = LaptopMonth.run(Plan.month(seed));

        assertThat(figures.violations()).isEmpty();
        assertThat(figures.files()).isGreaterThan(950);
        assertThat(figures.acknowledged()).isEqualTo(figures.files());
    }

    @Tag("soak")
    @Test
    void aWholeMonthTwiceIsTheSameMonth() throws IOException {
        assumeTrue(MONTHS > 1, "more than -Dkith.soak.months");
        assertThat(LaptopMonth.run(Plan.month(1))).isEqualTo(LaptopMonth.run(Plan.month(1)));
    }
}
