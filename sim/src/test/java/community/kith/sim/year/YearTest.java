package community.kith.sim.year;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import community.kith.community.placement.Shape;
import community.kith.sim.world.Seed;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class YearTest {
    @Test
    void aMonthOfTwoHundredLosesNothingAndMovesLittle() {
        YearFigures figures = Year.run(YearPlan.of(1, 200, 30));

        assertThat(figures.segments()).isEqualTo(200);
        assertThat(figures.laptopsLost()).isPositive();
        assertThat(figures.lost()).isZero();
        assertThat(figures.writtenAMonth()).isLessThan(0.5);
        assertThat(figures.outWhileKept()).isLessThan(0.02);
    }

    @Test
    void theSameSeedIsTheSameYear() {
        YearPlan plan = YearPlan.of(2, 40, 20);

        assertThat(Year.run(plan)).isEqualTo(Year.run(plan));
    }

    /// The world is one in which things are lost: without spare shards they are.
    @Test
    void withNothingToSpareMuchIsLost() {
        YearPlan bare = new YearPlan(new Seed(1), 100, 90, Weibull.ofMean(0.7, 180), Optional.of(new Shape(4, 4)));

        assertThat(Year.run(bare).lost()).isGreaterThan(20);
    }

    @Test
    @Tag("soak")
    void aYearOfAThousandLosesAtMostOneInAThousand() {
        assumeTrue(Integer.getInteger("kith.soak.months", 3) > 1, "more than -Dkith.soak.months");
        YearFigures figures = Year.run(YearPlan.of(1, 1000, 365));

        assertThat(figures.lossAYear()).isLessThan(1e-3);
        assertThat(figures.writtenAMonth()).isLessThan(0.3);
    }
}
