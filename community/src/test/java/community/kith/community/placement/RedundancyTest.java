package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import community.kith.community.ForAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
            double p = random.nextDouble();
            Target target = new Target(1 - Math.pow(10, -1 - 4 * random.nextDouble()), 0);
            Redundancy.Choice choice = new Redundancy(target).choose(alike(1 + random.nextInt(40), p));
            Shape shape = choice.shape();

            assertThat(choice.meetsTarget()).isEqualTo(choice.unavailability() <= 1 - target.readable() + 1e-12);
            if (choice.meetsTarget() && shape.k() + 1 <= shape.n() - 2) {
                Shape thriftier = new Shape(shape.k() + 1, shape.n());
                assertThat(Redundancy.unavailability(thriftier, p)).isGreaterThan(1 - target.readable());
            }
        });
    }

    private static List<Candidate> alike(int count, double p) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Candidate(Circle.peer(i), Circle.house(i), 1L << 40, true, p))
                .toList();
    }

    @Test
    void keepsTwoLossesToSpareHoweverReliableHoldersSeem() {
        Target noLosses = new Target(0.999, 0);

        assertThat(Redundancy.choose(noLosses, alike(7, 1)).shape()).isEqualTo(new Shape(5, 7));
        assertThat(Redundancy.choose(noLosses, alike(3, 1)).shape()).isEqualTo(new Shape(1, 3));
    }

    /// Of seven who never sleep, the owner and one more are gone: with five of five needed, any death before the repair
    /// would be the end.
    @Test
    void sparesEnoughForTheOthersToMakeUpForTenLossesInARow() {
        Redundancy.Choice choice = Redundancy.DEFAULT.choose(alike(7, 1));

        assertThat(choice.shape()).isEqualTo(new Shape(3, 7));
        assertThat(choice.lostInARow()).isLessThan(0.001);
        assertThat(Redundancy.DEFAULT.choose(alike(2, 1)).lostInARow()).isEqualTo(1);
    }

    @Test
    void withUnequalHoldersItIsTheSumOverAllWaysThatTooFewAreThere() {
        ForAll.forAll(200, random -> {
            int n = 1 + random.nextInt(10);
            int k = 1 + random.nextInt(n);
            List<Odds> holders = random.doubles(n).mapToObj(Odds::steady).toList();
            double sum = 0;
            for (int here = 0; here < 1 << n; here++) {
                double chance = 1;
                for (int i = 0; i < n; i++) {
                    double p = holders.get(i).availability();
                    chance *= (here >> i & 1) == 1 ? p : 1 - p;
                }
                sum += Integer.bitCount(here) < k ? chance : 0;
            }

            assertThat(Chances.of(holders).unavailability(k)).isCloseTo(sum, within(1e-12));
        });
    }

    /// Twenty laptops that are all on from 8 to 24 are readable for two thirds of the day, not for 99.99 % of it.
    @Test
    void whoSleepsTogetherIsNotTakenForIndependent() {
        double[] awake = new double[Odds.HOURS];
        Arrays.fill(awake, 8, 24, 0.99);
        List<Candidate> laptops = IntStream.range(0, 20)
                .mapToObj(i -> new Candidate(Circle.peer(i), Circle.house(i), 1L << 40, true, Odds.of(awake, 1e-3)))
                .toList();

        Redundancy.Choice choice = Redundancy.DEFAULT.choose(laptops);

        assertThat(choice.meetsTarget()).isFalse();
        assertThat(choice.unavailability()).isBetween(1 / 3.0 - 1e-9, 0.4);
        assertThat(Redundancy.DEFAULT.choose(alike(20, 0.66)).meetsTarget()).isTrue();
    }

    /// Where copies at everybody do not help the nights either, they are not worth three times the room.
    @Test
    void whatCannotBeHadIsNotBoughtAtAnyPrice() {
        double[] awake = new double[Odds.HOURS];
        Arrays.fill(awake, 8, 24, 0.97);
        List<Candidate> laptops = IntStream.range(0, 10)
                .mapToObj(i -> new Candidate(Circle.peer(i), Circle.house(i), 1L << 40, true, Odds.of(awake, 1e-3)))
                .toList();

        assertThat(Redundancy.DEFAULT.choose(laptops).k()).isGreaterThanOrEqualTo(4);
        assertThat(Redundancy.DEFAULT.choose(alike(5, 0.5)).shape()).isEqualTo(new Shape(1, 5));
    }

    @Test
    void whoSharesAHouseholdCountsOnceAndAsTheWorseOfThem() {
        List<Candidate> flat = List.of(
                new Candidate(Circle.peer(0), Circle.house(0), 1, true, 0.99),
                new Candidate(Circle.peer(1), Circle.house(0), 1, true, 0.5),
                new Candidate(Circle.peer(2), Circle.house(2), 1, true, 0.9));

        Redundancy.Choice choice = Redundancy.DEFAULT.choose(flat);

        assertThat(choice.shape()).isEqualTo(new Shape(1, 2));
        assertThat(choice.unavailability()).isCloseTo(0.5 * 0.1, within(1e-12));
    }

    @Test
    void aBetterHolderNeverMakesItWorse() {
        ForAll.forAll(500, random -> {
            List<Odds> holders = random.doubles(2 + random.nextInt(18))
                    .mapToObj(Odds::steady)
                    .toList();
            List<Odds> better = new ArrayList<>(holders);
            int who = random.nextInt(holders.size());
            double p = holders.get(who).availability();
            better.set(who, Odds.steady(p + (1 - p) * random.nextDouble()));
            int k = 1 + random.nextInt(holders.size());

            assertThat(Chances.of(better).unavailability(k))
                    .isLessThanOrEqualTo(Chances.of(holders).unavailability(k) + 1e-15);
        });
    }

    @Test
    void isCheapEnoughForEverySegment() {
        List<Candidate> circle = IntStream.range(0, 100)
                .mapToObj(i -> new Candidate(
                        Circle.peer(i), Circle.house(i), 1L << 40, true, Odds.of(new double[Odds.HOURS], 1e-3)))
                .toList();
        long began = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(Redundancy.DEFAULT.choose(circle).meetsTarget()).isFalse();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void explainsItselfWithTheArithmetic() {
        assertThat(Redundancy.DEFAULT.choose(7).reasoning())
                .isEqualTo("7 shards, any 3 of which give it back. With each reachable 90 % of the time it is readable"
                        + " 99.98 % of the time (wanted: 99.9 %). It survives the loss of any 4 and takes 2.33 times its"
                        + " size. 10 losses in a row, each made up for by the others before the next, cost it once in"
                        + " 80,000 times.");
        assertThat(Redundancy.DEFAULT.choose(2).reasoning())
                .isEqualTo("2 holders, each a whole copy. With each reachable 90 % of the time it is readable 99 % of"
                        + " the time (wanted: 99.9 %, which takes more holders). It survives the loss of any one and"
                        + " takes 2.00 times its size. 10 losses in a row, each made up for by the others before the"
                        + " next, would be too many.");
        assertThat(Redundancy.DEFAULT.choose(0).reasoning())
                .isEqualTo("Nobody can hold this yet: the only copy is here. Invite somebody.");
    }

    @Test
    void copiesWhatIsTooSmallToCode() {
        assertThat(Redundancy.DEFAULT.chooseCopies(2).shape()).isEqualTo(new Shape(1, 2));
        assertThat(Redundancy.DEFAULT.chooseCopies(50).shape()).isEqualTo(new Shape(1, 3));
        assertThat(Redundancy.DEFAULT.chooseCopies(alike(50, 0.5)).shape()).isEqualTo(new Shape(1, 10));
        assertThat(Redundancy.DEFAULT.chooseCopies(alike(50, 0.1)).shape()).isEqualTo(new Shape(1, 20));
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
