package community.kith.community.trust;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A thousand keys are worth no more than the bonds they hang on, in the shapes that the literature attacks with:
/// SybilGuard and SybilLimit (a region behind g attack edges), SumUp (a crowd behind one, a tree), Advogato (a chain),
/// and
/// Sybils bonded with each other as densely as they please.
///
/// What counts is the number of my bonds that they hang on ([TrustGraph#door]): guests share what one bond is worth.
class SybilTest {
    private static final int TOWN = 200;

    private final RandomGenerator random = new Random(5);
    private final List<Did> town = people(TOWN);
    private final List<Mesh.Edge> honest = new ArrayList<>();

    private List<Did> people(int count) {
        List<Did> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(Did.of(SigningKey.generate(random).verifyingKey()));
        }
        return people;
    }

    /// A town where everybody knows some neighbors, and some people further away.
    SybilTest() {
        for (int i = 0; i < TOWN; i++) {
            for (int step = 1; step <= 4; step++) {
                honest.add(new Mesh.Edge(town.get(i), town.get((i + step) % TOWN)));
            }
            honest.add(new Mesh.Edge(town.get(i), town.get(random.nextInt(TOWN))));
        }
    }

    private Did me() {
        return town.getFirst();
    }

    /// The bonds of mine that any of these hang on.
    private Set<Did> doors(List<Did> sybils, List<Mesh.Edge> bonds) {
        Mesh mesh = new Mesh(bonds);
        int from = mesh.number(me()).orElseThrow();
        Set<Did> doors = new TreeSet<>();
        for (Did sybil : sybils) {
            int[] way = mesh.way(from, mesh.number(sybil).orElseThrow(), Integer.MAX_VALUE);
            doors.add(mesh.person(way[1]));
        }
        return doors;
    }

    private List<Mesh.Edge> with(List<Mesh.Edge> attack) {
        List<Mesh.Edge> all = new ArrayList<>(honest);
        all.addAll(attack);
        return all;
    }

    @Test
    void aCrowdBehindOneBondHangsOnOneOfMine() {
        List<Did> sybils = people(300);
        List<Mesh.Edge> star = new ArrayList<>();
        star.add(new Mesh.Edge(town.get(70), sybils.getFirst()));
        sybils.forEach(sybil -> star.add(new Mesh.Edge(sybils.getFirst(), sybil)));

        assertThat(doors(sybils, with(star))).hasSize(1);
    }

    @Test
    void aDenseCliqueIsNoNearerThanASingleKey() {
        List<Did> sybils = people(60);
        List<Mesh.Edge> clique = new ArrayList<>();
        clique.add(new Mesh.Edge(town.get(33), sybils.get(7)));
        for (Did one : sybils) {
            sybils.forEach(other -> clique.add(new Mesh.Edge(one, other)));
        }
        Mesh mesh = new Mesh(with(clique));
        int from = mesh.number(me()).orElseThrow();

        assertThat(doors(sybils, with(clique))).hasSize(1);
        for (Did sybil : sybils) {
            assertThat(mesh.flow(from, mesh.number(sybil).orElseThrow(), 16)).isEqualTo(1);
        }
    }

    @Test
    void aChainHangsOnItsFirstLink() {
        List<Did> sybils = people(200);
        List<Mesh.Edge> chain = new ArrayList<>();
        chain.add(new Mesh.Edge(town.get(140), sybils.getFirst()));
        for (int i = 1; i < sybils.size(); i++) {
            chain.add(new Mesh.Edge(sybils.get(i - 1), sybils.get(i)));
        }

        assertThat(doors(sybils, with(chain))).hasSize(1);
    }

    @Test
    void gAttackEdgesAreWorthAtMostGBonds() {
        for (int g = 1; g <= 12; g++) {
            List<Did> sybils = people(100);
            List<Mesh.Edge> region = new ArrayList<>();
            for (int i = 0; i < g; i++) {
                region.add(new Mesh.Edge(town.get(1 + random.nextInt(TOWN - 1)), sybils.get(random.nextInt(100))));
            }
            for (int i = 0; i < 100; i++) {
                region.add(new Mesh.Edge(sybils.get(i), sybils.get((i + 1) % 100)));
                region.add(new Mesh.Edge(sybils.get(i), sybils.get(random.nextInt(100))));
            }
            Mesh mesh = new Mesh(with(region));
            int from = mesh.number(me()).orElseThrow();

            assertThat(doors(sybils, with(region))).hasSizeLessThanOrEqualTo(g);
            for (Did sybil : sybils.subList(0, 20)) {
                assertThat(mesh.flow(from, mesh.number(sybil).orElseThrow(), 99))
                        .isLessThanOrEqualTo(g);
            }
        }
    }

    @Test
    void sybilsBondedWithMyOwnFriendsAreWorthThatFriendsBond() {
        List<Did> sybils = people(500);
        List<Mesh.Edge> fooled = new ArrayList<>();
        Did friend = town.get(1);
        sybils.forEach(sybil -> fooled.add(new Mesh.Edge(friend, sybil)));

        assertThat(doors(sybils, with(fooled))).containsExactly(friend);
    }

    @Test
    void bondsThatIAmShownLateMakeNobodyMoreThanOneBondsWorth() {
        // Mallory shows bonds among my friends as well, so that there seem to be more ways to her.
        List<Did> sybils = people(50);
        List<Mesh.Edge> attack = new ArrayList<>();
        attack.add(new Mesh.Edge(town.get(1), sybils.getFirst()));
        attack.add(new Mesh.Edge(town.get(1), town.get(2)));
        attack.add(new Mesh.Edge(town.get(1), town.get(3)));
        sybils.forEach(sybil -> attack.add(new Mesh.Edge(sybils.getFirst(), sybil)));

        assertThat(doors(sybils, with(attack))).hasSize(1);
    }
}
