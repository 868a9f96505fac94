package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.PeerId;
import community.kith.community.ForAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final long MIB = 1 << 20;
    private static final Shape THREE_OF_SEVEN = new Shape(3, 7);

    @Test
    void givesEveryHouseOneRowWhenThereAreEnough() {
        Placement.Plan plan = place(THREE_OF_SEVEN, Circle.candidates(7), 1);

        assertThat(rowsPerHouse(plan, Circle.candidates(7)).values()).containsExactly(1, 1, 1, 1, 1, 1, 1);
        assertThat(plan.unplaced()).isEmpty();
    }

    @Test
    void prefersAnotherHouseToAnotherDevice() {
        List<Candidate> threeHouses = IntStream.range(0, 9)
                .mapToObj(i -> new Candidate(Circle.peer(i), Circle.house(i / 3), MIB, true, 0.9))
                .toList();

        Placement.Plan plan = place(new Shape(3, 6), threeHouses, 1);

        assertThat(rowsPerHouse(plan, threeHouses).values()).containsExactly(2, 2, 2);
        assertThat(plan.assignments().stream().map(Assignment::holder)).doesNotHaveDuplicates();
    }

    @Test
    void neverGivesOneHouseMoreThanGivesItBack() {
        Placement.Plan plan = place(THREE_OF_SEVEN, Circle.candidates(2), 1);

        assertThat(rowsPerHouse(plan, Circle.candidates(2)).values()).containsExactly(3, 3);
        assertThat(plan.unplaced()).containsExactly(6);
    }

    @Test
    void neverMakesTwoCopiesInOneHouse() {
        Placement.Plan plan = place(new Shape(1, 3), Circle.candidates(2), 1);

        assertThat(rowsPerHouse(plan, Circle.candidates(2)).values()).containsExactly(1, 1);
    }

    @Test
    void passesByWhoHasNoRoom() {
        List<Candidate> full = new ArrayList<>(Circle.candidates(7));
        full.set(3, new Candidate(Circle.peer(3), Circle.house(3), MIB - 1, true, 0.9));

        Placement.Plan plan = place(THREE_OF_SEVEN, full, 1);

        assertThat(plan.assignments()).hasSize(7).noneMatch(one -> one.holder().equals(Circle.peer(3)));
    }

    @Test
    void prefersWhoIsThereNow() {
        List<Candidate> half = IntStream.range(0, 14)
                .mapToObj(i -> new Candidate(Circle.peer(i), Circle.house(i), MIB, i % 2 == 0, 0.9))
                .toList();

        Placement.Plan plan = place(THREE_OF_SEVEN, half, 1);

        assertThat(plan.assignments().stream().map(Assignment::holder))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 7).mapToObj(i -> Circle.peer(2 * i)).toList());
    }

    @Test
    void prefersReliableHoldersWithoutWearingThemOut() {
        List<Candidate> mixed = IntStream.range(0, 40)
                .mapToObj(i -> new Candidate(Circle.peer(i), Circle.house(i), 1L << 40, true, i < 20 ? 0.95 : 0.3))
                .toList();
        Map<PeerId, Integer> load = new TreeMap<>();
        for (int seed = 0; seed < 400; seed++) {
            place(THREE_OF_SEVEN, mixed, seed).assignments().forEach(one -> load.merge(one.holder(), 1, Integer::sum));
        }

        assertThat(load.values().stream().mapToInt(i -> i).max().orElseThrow()).isLessThan(180);
        assertThat(IntStream.range(0, 20)
                        .map(i -> load.getOrDefault(Circle.peer(i), 0))
                        .sum())
                .isGreaterThan(2300);
    }

    @Test
    void addsWhereTheSegmentIsNotYet() {
        Placement.Request two = new Placement.Request(THREE_OF_SEVEN, new TreeSet<>(List.of(5, 6)), MIB, 1);

        Placement.Plan plan = Placement.choose(two, Circle.candidates(7), Circle.oneEach(5));

        assertThat(plan.assignments().stream().map(Assignment::holder))
                .containsExactlyInAnyOrder(Circle.peer(5), Circle.peer(6));
    }

    @Test
    void spreadsEvenlyWithinRoomAndAlwaysTheSameWay() {
        ForAll.forAll(800, random -> {
            int n = 1 + random.nextInt(20);
            Shape shape = new Shape(1 + random.nextInt(n), n);
            int houses = 1 + random.nextInt(12);
            List<Candidate> candidates = IntStream.range(0, 1 + random.nextInt(24))
                    .mapToObj(i -> new Candidate(
                            Circle.peer(i),
                            Circle.house(random.nextInt(houses)),
                            random.nextInt(6),
                            true,
                            random.nextDouble()))
                    .toList();
            Placement.Request request = Placement.Request.all(shape, 2, random.nextLong());

            Placement.Plan plan = Placement.choose(request, candidates, List.of());

            assertThat(Placement.choose(request, candidates.reversed(), List.of()))
                    .isEqualTo(plan);
            assertThat(plan.assignments().size() + plan.unplaced().size()).isEqualTo(n);
            Map<PeerId, Long> load = plan.assignments().stream()
                    .collect(Collectors.groupingBy(Assignment::holder, TreeMap::new, Collectors.counting()));
            candidates.forEach(
                    one -> assertThat(load.getOrDefault(one.holder(), 0L) * 2).isLessThanOrEqualTo(one.freeBytes()));
            Map<Domain, Integer> rows = rowsPerHouse(plan, candidates);
            int most = rows.values().stream().mapToInt(i -> i).max().orElse(0);
            assertThat(most).isLessThanOrEqualTo(shape.k());
            rows.forEach((house, count) -> assertThat(count >= most - 1 || room(house, candidates) == count)
                    .as("%s has %d rows of at most %d, and room", house, count, most)
                    .isTrue());
        });
    }

    private static long room(Domain house, List<Candidate> candidates) {
        return candidates.stream()
                .filter(one -> one.domain().equals(house))
                .mapToLong(one -> one.freeBytes() / 2)
                .sum();
    }

    private static Placement.Plan place(Shape shape, List<Candidate> candidates, long seed) {
        return Placement.choose(Placement.Request.all(shape, MIB, seed), candidates, List.of());
    }

    private static Map<Domain, Integer> rowsPerHouse(Placement.Plan plan, List<Candidate> candidates) {
        Map<PeerId, Domain> houses =
                candidates.stream().collect(Collectors.toMap(Candidate::holder, Candidate::domain));
        Map<Domain, Integer> rows =
                candidates.stream().collect(Collectors.toMap(Candidate::domain, one -> 0, Integer::sum, TreeMap::new));
        plan.assignments()
                .forEach(one -> rows.merge(houses.getOrDefault(one.holder(), Circle.house(-1)), 1, Integer::sum));
        return rows;
    }
}
