package community.kith.sim.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The goals: hops within 0.22 log2(n), messages within 1.1 times what ideal tables need at `α` = 3, and 99.9 % found
/// with 30 % of the nodes dead.
@Timeout(120)
class LookupStudyTest {
    private static final double HOPS_PER_BIT = 0.22;
    private static final double MESSAGES_AT_1000 = 21.4;
    private static final double SLACK = 1.1;

    private static double mostHops(int nodes) {
        return HOPS_PER_BIT * Math.log(nodes) / Math.log(2);
    }

    @Test
    void aThousandNodesMeetTheGoals() {
        LookupFigures figures = LookupStudy.run(1, LookupPlan.sound(1_000, 1_000));

        assertThat(figures.hops()).isLessThanOrEqualTo(mostHops(1_000));
        assertThat(figures.messages()).isLessThanOrEqualTo(SLACK * MESSAGES_AT_1000);
        assertThat(figures.found()).isEqualTo(1);
        assertThat(figures.recall()).isEqualTo(1);
    }

    @Test
    void aThousandNodesOfWhichThirtyPercentDiedFindTheNearest() {
        LookupFigures figures =
                LookupStudy.run(2, LookupPlan.sound(1_000, 1_000).withDead(0.3));

        assertThat(figures.found()).isGreaterThanOrEqualTo(0.999);
        assertThat(figures.hops()).isLessThanOrEqualTo(mostHops(1_000));
    }

    @Test
    void tablesThatGrewByJoiningAreAboutAsGood() {
        LookupFigures figures = LookupStudy.run(7, LookupPlan.grown(500, 1_000));

        assertThat(figures.found()).isEqualTo(1);
        assertThat(figures.hops()).isLessThanOrEqualTo(mostHops(500));
        assertThat(figures.messages()).isLessThanOrEqualTo(SLACK * MESSAGES_AT_1000);
    }

    @Test
    void whoCameLatelyIsFoundAsWell() {
        LookupFigures figures =
                LookupStudy.run(3, LookupPlan.sound(1_000, 1_000).withChurn(0.3));

        assertThat(figures.found()).isGreaterThanOrEqualTo(0.999);
    }

    @Test
    void oneInTenThatNamesOnlyItsOwnKindDoesNotHideTheOthers() {
        LookupFigures figures =
                LookupStudy.run(4, LookupPlan.sound(1_000, 1_000).withHostile(0.1, LookupPlan.Lie.OWN_KIND));

        assertThat(figures.found()).isGreaterThanOrEqualTo(0.999);
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        LookupPlan plan =
                LookupPlan.sound(300, 200).with(new LookupPlan.Fate(0.2, 0.1, 0.1, LookupPlan.Lie.OWN_KIND, 0));

        assertThat(LookupStudy.run(5, plan)).isEqualTo(LookupStudy.run(5, plan));
        assertThat(LookupStudy.run(6, plan)).isNotEqualTo(LookupStudy.run(5, plan));
    }

    @Tag("soak")
    @ParameterizedTest
    @CsvSource({"100, 20, 33", "10000, 23, 33", "100000, 24.5, 1000"})
    void everySizeMeetsTheGoals(int nodes, double idealMessages, double messagesWithDead) {
        LookupPlan plan = LookupPlan.sound(nodes, 5_000);

        LookupFigures sound = LookupStudy.run(1, plan);
        LookupFigures dead = LookupStudy.run(1, plan.withDead(0.3));

        assertThat(sound.hops()).isLessThanOrEqualTo(mostHops(nodes));
        assertThat(sound.messages()).isLessThanOrEqualTo(SLACK * idealMessages);
        assertThat(sound.found()).isEqualTo(1);
        assertThat(dead.found()).isGreaterThanOrEqualTo(0.999);
        assertThat(dead.hops()).isLessThanOrEqualTo(mostHops(nodes));
        assertThat(dead.messages()).isLessThanOrEqualTo(SLACK * messagesWithDead);
    }
}
