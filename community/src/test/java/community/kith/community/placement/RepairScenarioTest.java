package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.community.ForAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepairScenarioTest {
    private static final Shape THREE_OF_SEVEN = new Shape(3, 7);

    /// First light: seven people, three are lost, a newcomer comes; then any two more may go.
    @Test
    void sevenHomesLoseThreeAndThenAnyTwo() {
        RepairWorld world = new RepairWorld(RepairPolicy.DEFAULT).people(7);
        SegmentId segment = world.segment(1, THREE_OF_SEVEN, 0);
        world.lose(1, 3, 6);
        world.newcomer(7);

        List<Effect> effects = world.pass(RepairPolicy.DEFAULT.urgentGrace());
        world.carryOut(effects);

        Map<Integer, TreeSet<Integer>> rowsAt = new TreeMap<>();
        IntStream.of(0, 2, 4, 5)
                .forEach(i -> rowsAt.computeIfAbsent(i, none -> new TreeSet<>()).add(i));
        RepairWorld.repairs(effects)
                .flatMap(repair -> repair.assignments().stream())
                .forEach(one -> rowsAt.computeIfAbsent(numberOf(one), none -> new TreeSet<>())
                        .add(one.row()));
        assertThat(rowsAt.keySet()).containsExactly(0, 2, 4, 5, 7);
        for (int first : rowsAt.keySet()) {
            for (int second : rowsAt.keySet()) {
                TreeSet<Integer> left = new TreeSet<>();
                rowsAt.forEach((who, rows) -> left.addAll(who == first || who == second ? List.of() : rows));
                assertThat(left).as("without %d and %d", first, second).hasSizeGreaterThanOrEqualTo(3);
            }
        }
        assertThat(world.decider.survival(segment, world.now).losses()).isGreaterThanOrEqualTo(2);
        assertThat(world.pass(Duration.ofDays(2))).isEmpty();
    }

    private static int numberOf(Assignment one) {
        return IntStream.range(0, 8)
                .filter(i -> Circle.peer(i).equals(one.holder()))
                .findFirst()
                .orElseThrow();
    }

    /// Laptops come and go for a month, one person leaves for good every second day and a newcomer comes. Fifteen of
    /// thirty people take some 200 of the 400 shards with them; three times that may be moved.
    @Test
    void aMonthOfChurnLosesNothingAndMovesLittle() {
        Month month = new Month(1);
        month.run();

        assertThat(month.everUnreadableForGood()).isFalse();
        assertThat(month.shardsMoved).isLessThan(3 * 15 * 400 / 30);
    }

    @Test
    void theSameMonthTwiceIsTheSameMonth() {
        Month first = new Month(2);
        Month second = new Month(2);
        first.run();
        second.run();

        assertThat(first.world.told).isNotEmpty().isEqualTo(second.world.told);
    }

    /// 30 people, 40 segments of 3-of-10, ticks of ten minutes.
    private static final class Month {
        final RepairWorld world = new RepairWorld(RepairPolicy.DEFAULT).people(30);
        final RandomGenerator random;
        final TreeSet<Integer> dead = new TreeSet<>();
        final TreeSet<Integer> away = new TreeSet<>();
        final Map<SegmentId, List<Held>> truth = new TreeMap<>();
        int people = 30;
        long shardsMoved;

        Month(long seed) {
            random = ForAll.random(seed);
            for (int i = 0; i < 40; i++) {
                SegmentId id = world.segment(i, Shape.RS_3_10, i % 20);
                int first = i % 20;
                truth.put(
                        id,
                        new ArrayList<>(IntStream.range(0, 10)
                                .mapToObj(row -> Circle.held(row, first + row))
                                .toList()));
            }
        }

        void run() {
            for (int tick = 0; tick < 30 * 144; tick++) {
                for (int person = 0; person < people; person++) {
                    comeOrGo(person);
                }
                if (tick % 288 == 287) {
                    int victim = random.nextInt(people);
                    dead.add(victim);
                    world.lose(victim);
                    world.newcomer(people++);
                }
                carryOut(world.pass(RepairWorld.TICK));
            }
        }

        /// Away for eight hours and here for thirty-two, on average.
        private void comeOrGo(int person) {
            if (dead.contains(person)) {
                return;
            }
            if (away.contains(person) && random.nextInt(48) == 0) {
                away.remove(person);
                world.see(person);
            } else if (!away.contains(person) && random.nextInt(192) == 0) {
                away.add(person);
                world.lose(person);
            }
        }

        private void carryOut(List<Effect> effects) {
            RepairWorld.repairs(effects)
                    .forEach(repair -> repair.assignments().forEach(one -> {
                        int person = IntStream.range(0, people)
                                .filter(i -> Circle.peer(i).equals(one.holder()))
                                .findFirst()
                                .orElseThrow();
                        assertThat(dead).doesNotContain(person);
                        assertThat(away).doesNotContain(person);
                        truth.getOrDefault(repair.segment(), new ArrayList<>()).add(Circle.held(one.row(), person));
                        shardsMoved++;
                        world.place(repair.segment(), one.row(), person);
                    }));
        }

        boolean everUnreadableForGood() {
            return truth.values().stream()
                    .anyMatch(held -> held.stream()
                                    .filter(shard -> dead.stream()
                                            .noneMatch(who -> Circle.peer(who).equals(shard.holder())))
                                    .map(Held::row)
                                    .distinct()
                                    .count()
                            < 3);
        }
    }
}
