package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import community.kith.community.ForAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedundancyTest {
    /// The table of docs/guide/durability.md, to the two digits it gives.
    @ParameterizedTest
    @CsvSource({
        "0.5,  1.3e-1, 5.0e-1, 5.5e-2,  4.1e-1",
        "0.8,  8.0e-3, 3.3e-2, 7.8e-5,  5.6e-4",
        "0.9,  1.0e-3, 2.7e-3, 3.7e-7,  7.1e-7",
        "0.95, 1.3e-4, 1.9e-4, 1.6e-9,  5.4e-10",
        "0.99, 1.0e-6, 3.4e-7, 4.4e-15, 1.5e-17",
    })
    void isOutOfReachAsOftenAsTheTableSays(
            double p, double copies, double fourOfSeven, double threeOfTen, double tenOfTwenty) {
        isNear(new Shape(1, 3), p, copies);
        isNear(Shape.RS_4_7, p, fourOfSeven);
        isNear(Shape.RS_3_10, p, threeOfTen);
        isNear(new Shape(10, 20), p, tenOfTwenty);
    }

    private static void isNear(Shape shape, double p, double expected) {
        assertThat(Redundancy.unavailability(shape, p) / expected).isCloseTo(1, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({
        "1,  1, 1,  false",
        "2,  1, 2,  false",
        "3,  1, 3,  true",
        "4,  1, 4,  true",
        "5,  2, 5,  true",
        "7,  3, 7,  true",
        "10, 5, 10, true",
        "20, 13, 20, true",
        "99, 13, 20, true",
    })
    void choosesTheLargestKThatMeetsTheTarget(int holders, int k, int n, boolean meets) {
        Redundancy.Choice choice = Redundancy.DEFAULT.choose(holders);

        assertThat(choice.shape()).isEqualTo(new Shape(k, n));
        assertThat(choice.meetsTarget()).isEqualTo(meets);
    }

    @Test
    void anyChoiceThatSaysSoMeetsTheTargetAndIsTheThriftiest() {
        ForAll.forAll(2000, random -> {
            Redundancy redundancy = new Redundancy(random.nextDouble(), 1 - Math.pow(10, -1 - 4 * random.nextDouble()));
            Redundancy.Choice choice = redundancy.choose(1 + random.nextInt(40));
            Shape shape = choice.shape();

            assertThat(choice.meetsTarget()).isEqualTo(choice.unavailability() <= 1 - redundancy.target() + 1e-12);
            assertThat(choice.meetsTarget() || shape.k() == 1).isTrue();
            if (shape.k() + 1 <= shape.n() - 2) {
                Shape thriftier = new Shape(shape.k() + 1, shape.n());
                assertThat(Redundancy.unavailability(thriftier, redundancy.availability()))
                        .isGreaterThan(1 - redundancy.target());
            }
        });
    }

    @Test
    void keepsTwoLossesToSpareHoweverReliableHoldersSeem() {
        assertThat(new Redundancy(1, 0.999).choose(7).shape()).isEqualTo(new Shape(5, 7));
        assertThat(new Redundancy(1, 0.999).choose(3).shape()).isEqualTo(new Shape(1, 3));
    }

    @Test
    void explainsItselfWithTheArithmetic() {
        assertThat(Redundancy.DEFAULT.choose(7).explanation())
                .isEqualTo("7 shards, any 3 of which give it back. With each reachable 90 % of the time it is readable"
                        + " 99.98 % of the time (wanted: 99.9 %). It survives the loss of any 4 and takes 2.33 times its"
                        + " size.");
        assertThat(Redundancy.DEFAULT.choose(2).explanation())
                .isEqualTo("2 holders, each a whole copy. With each reachable 90 % of the time it is readable 99 % of"
                        + " the time (wanted: 99.9 %, which takes more holders). It survives the loss of any one and"
                        + " takes 2.00 times its size.");
        assertThat(Redundancy.DEFAULT.choose(0).explanation())
                .isEqualTo("Nobody can hold this yet: the only copy is here. Invite somebody.");
    }

    @Test
    void copiesWhatIsTooSmallToCode() {
        assertThat(Redundancy.DEFAULT.chooseCopies(2).shape()).isEqualTo(new Shape(1, 2));
        assertThat(Redundancy.DEFAULT.chooseCopies(50).shape()).isEqualTo(new Shape(1, 3));
        assertThat(new Redundancy(0.5, 0.999).chooseCopies(50).shape()).isEqualTo(new Shape(1, 10));
        assertThat(new Redundancy(0.1, 0.999).chooseCopies(50).shape()).isEqualTo(new Shape(1, 20));
    }

    @Test
    void aManifestLivesAsLongAsWhatItDescribes() {
        assertThat(Redundancy.DEFAULT.chooseManifestCopies(new Shape(3, 7), 7).shape())
                .isEqualTo(new Shape(1, 5));
        assertThat(Redundancy.DEFAULT
                        .chooseManifestCopies(new Shape(13, 20), 30)
                        .shape())
                .isEqualTo(new Shape(1, 8));
        assertThat(Redundancy.DEFAULT.chooseManifestCopies(new Shape(1, 2), 2).shape())
                .isEqualTo(new Shape(1, 2));
    }

    @Test
    void knowsTheNamedProfiles() {
        assertThat(Shape.profile("rs-4-7")).contains(Shape.RS_4_7);
        assertThat(Shape.profile("RS-3-10")).contains(Shape.RS_3_10);
        assertThat(Shape.profile("rs-9-9")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Shape(5, 4));
    }
}
