package community.kith.community.trust;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.check.Property;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MeshTest {
    private static final List<Did> PEOPLE = people();

    private static List<Did> people() {
        List<Did> people = new ArrayList<>();
        RandomGenerator random = new Random(1);
        for (int i = 0; i < 9; i++) {
            people.add(Did.of(SigningKey.generate(random).verifyingKey()));
        }
        return people;
    }

    private static List<Mesh.Edge> graph(RandomGenerator random) {
        List<Mesh.Edge> edges = new ArrayList<>();
        edges.add(new Mesh.Edge(PEOPLE.get(0), PEOPLE.get(1)));
        for (int i = random.nextInt(14); i > 0; i--) {
            edges.add(new Mesh.Edge(PEOPLE.get(random.nextInt(9)), PEOPLE.get(random.nextInt(9))));
        }
        return edges;
    }

    /// The fewest bonds that part two people, by trying all halves: the other side of the theorem.
    private static int cut(List<Mesh.Edge> edges, Did from, Did to) {
        int least = Integer.MAX_VALUE;
        for (int side = 0; side < 1 << PEOPLE.size(); side++) {
            int half = side;
            if (!isIn(half, from) || isIn(half, to)) {
                continue;
            }
            Set<Set<Did>> crossing = new HashSet<>();
            edges.stream()
                    .filter(edge -> isIn(half, edge.one()) != isIn(half, edge.other()))
                    .forEach(edge -> crossing.add(Set.of(edge.one(), edge.other())));
            least = Math.min(least, crossing.size());
        }
        return least;
    }

    private static boolean isIn(int half, Did who) {
        return (half >> PEOPLE.indexOf(who) & 1) == 1;
    }

    @Test
    void flowIsTheLeastCut() {
        Property.forAll(100, MeshTest::graph, edges -> {
            Mesh mesh = new Mesh(edges);
            Did from = PEOPLE.getFirst();
            for (Did to : PEOPLE.subList(1, 9)) {
                int expected = cut(edges, from, to);
                int flow = mesh.number(to).isEmpty()
                        ? 0
                        : mesh.flow(
                                mesh.number(from).orElseThrow(), mesh.number(to).orElseThrow(), 99);
                assertThat(flow).isEqualTo(expected);
            }
        });
    }

    @Test
    void theOrderOfBondsAndHowOftenTheyAreToldDoNotMatter() {
        Property.forAll(100, MeshTest::graph, edges -> {
            List<Mesh.Edge> other = new ArrayList<>(edges);
            other.addAll(edges);
            Collections.shuffle(other, new Random(3));
            Mesh one = new Mesh(edges);
            Mesh same = new Mesh(other);
            assertThat(same.bonds()).isEqualTo(one.bonds());
            for (int to = 0; to < one.size(); to++) {
                int from = one.number(PEOPLE.getFirst()).orElseThrow();
                assertThat(same.way(from, to, 9)).isEqualTo(one.way(from, to, 9));
            }
        });
    }

    @Test
    void theBeginningOfAShortestWayIsTheShortestWayToWhoeverItLeadsTo() {
        Property.forAll(200, MeshTest::graph, edges -> {
            Mesh mesh = new Mesh(edges);
            int from = mesh.number(PEOPLE.getFirst()).orElseThrow();
            for (int to = 0; to < mesh.size(); to++) {
                int[] way = mesh.way(from, to, 9);
                assertThat(way.length == 0 ? Mesh.UNREACHED : way.length - 1).isEqualTo(mesh.distances(from, 9)[to]);
                for (int i = 0; i < way.length; i++) {
                    assertThat(mesh.way(from, way[i], 9)).isEqualTo(java.util.Arrays.copyOf(way, i + 1));
                }
            }
        });
    }
}
