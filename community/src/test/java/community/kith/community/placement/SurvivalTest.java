package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.community.ForAll;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurvivalTest {
    @Test
    void countsNMinusKOverDistinctDomains() {
        assertThat(Survival.of(3, Circle.oneEach(7))).isEqualTo(new Survival(7, 7, 4));
        assertThat(Survival.of(4, Circle.oneEach(7)).losses()).isEqualTo(3);
        assertThat(Survival.of(7, Circle.oneEach(7)).losses()).isZero();
        assertThat(Survival.of(7, Circle.oneEach(6))).isEqualTo(new Survival(6, 6, -1));
        assertThat(Survival.of(1, List.of())).isEqualTo(new Survival(0, 0, -1));
    }

    @Test
    void aHouseIsLostWithAllItsDevices() {
        List<Held> inTwoHouses = IntStream.range(0, 7)
                .mapToObj(i -> new Held(i, Circle.peer(i), Circle.house(i % 2)))
                .toList();

        assertThat(Survival.of(3, inTwoHouses).losses()).isEqualTo(1);
        assertThat(Survival.of(4, inTwoHouses).losses()).isZero();
    }

    @Test
    void aHundredFriendsWithATenthEachSurviveNothing() {
        assertThat(Survival.of(100, Circle.oneEach(100)).losses()).isZero();
    }

    @Test
    void copiesSurviveAsLongAsOneIsLeft() {
        assertThat(Survival.of(1, Circle.oneEach(5)).losses()).isEqualTo(4);
        List<Held> sameRow =
                IntStream.range(0, 5).mapToObj(i -> Circle.held(0, i)).toList();
        assertThat(Survival.of(1, sameRow).losses()).isEqualTo(4);
    }

    @Test
    void neverPromisesMoreThanTheWorstCaseKeeps() {
        ForAll.forAll(1500, random -> {
            int k = 1 + random.nextInt(5);
            List<Held> held = scattered(random);

            assertThat(Survival.of(k, held).losses()).isLessThanOrEqualTo(worstCase(k, held));
        });
    }

    @Test
    void isExactWhenEveryRowLiesInOneHouse() {
        ForAll.forAll(1000, random -> {
            int k = 1 + random.nextInt(5);
            List<Held> held = IntStream.range(0, 1 + random.nextInt(12))
                    .mapToObj(row -> Circle.held(row, random.nextInt(7)))
                    .toList();

            assertThat(Survival.of(k, held).losses()).isEqualTo(worstCase(k, held));
        });
    }

    private static List<Held> scattered(RandomGenerator random) {
        List<Held> held = new ArrayList<>();
        for (int i = random.nextInt(16); i > 0; i--) {
            held.add(Circle.held(random.nextInt(8), random.nextInt(8)));
        }
        return held;
    }

    /// By trying every set of houses.
    private static int worstCase(int k, List<Held> held) {
        List<Domain> houses = held.stream().map(Held::domain).distinct().toList();
        int fewestThatHurt = houses.size() + 1;
        for (int lost = 0; lost < 1 << houses.size(); lost++) {
            int gone = lost;
            long rows = held.stream()
                    .filter(shard -> (gone & 1 << houses.indexOf(shard.domain())) == 0)
                    .map(Held::row)
                    .distinct()
                    .count();
            if (rows < k) {
                fewestThatHurt = Math.min(fewestThatHurt, Integer.bitCount(lost));
            }
        }
        return fewestThatHurt - 1;
    }
}
