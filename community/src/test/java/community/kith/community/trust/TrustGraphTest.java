package community.kith.community.trust;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.CLEO;
import static community.kith.community.Person.DAN;
import static community.kith.community.Person.EVE;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Did;
import community.kith.community.ForAll;
import community.kith.community.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrustGraphTest {
    private final TrustGraph chain = new TrustGraph(List.of(
            ADA.bondWith(BEN, BondKind.KIN),
            BEN.bondWith(CLEO, BondKind.FRIEND),
            CLEO.bondWith(DAN, BondKind.NEIGHBOR)));

    @Test
    void countsBondsOnTheShortestWay() {
        assertThat(chain.distance(ADA.did(), ADA.did())).hasValue(0);
        assertThat(chain.distance(ADA.did(), BEN.did())).hasValue(1);
        assertThat(chain.distance(DAN.did(), ADA.did())).hasValue(3);
        assertThat(chain.distance(ADA.did(), EVE.did())).isEmpty();
    }

    @Test
    void looksNoFurtherThanAsked() {
        assertThat(chain.distance(ADA.did(), DAN.did(), 2)).isEmpty();
        assertThat(chain.within(ADA.did(), 2)).containsOnlyKeys(ADA.did(), BEN.did(), CLEO.did());
        assertThat(chain.within(ADA.did(), 2).values()).containsExactly(0, 1, 2);
    }

    @Test
    void theLatestBondCounts() {
        Bond before = ADA.bondWith(BEN, BondKind.COLLEAGUE, NOW.minusSeconds(60));
        Bond after = BEN.bondWith(ADA, BondKind.FRIEND, NOW);

        TrustGraph graph = new TrustGraph(List.of(after, before));

        assertThat(graph.kindBetween(ADA.did(), BEN.did())).contains(BondKind.FRIEND);
        assertThat(graph.kindBetween(BEN.did(), ADA.did())).contains(BondKind.FRIEND);
        assertThat(graph.kindBetween(ADA.did(), CLEO.did())).isEmpty();
    }

    @Test
    void callsPeopleByTheirNames() {
        assertThat(chain.nameOf(CLEO.did())).isEqualTo("Cleo");
        assertThat(chain.nameOf(EVE.did())).startsWith("did:key:z6Mk").endsWith("…");
    }

    @Test
    void isTheSameInWhateverOrderBondsCome() {
        List<Person> people = IntStream.range(1, 30)
                .mapToObj(i -> Person.numbered("P" + i, i))
                .toList();
        List<Bond> bonds = new ArrayList<>();
        ForAll.forAll(60, random -> {
            Person one = people.get(random.nextInt(people.size()));
            Person other = people.get(random.nextInt(people.size()));
            if (!one.equals(other)) {
                bonds.add(one.bondWith(other, random.nextBoolean() ? BondKind.KIN : BondKind.FRIEND));
            }
        });
        TrustGraph graph = new TrustGraph(bonds);
        Collections.shuffle(bonds, new Random(1));
        TrustGraph shuffled = new TrustGraph(bonds);

        for (Person one : people) {
            assertThat(List.copyOf(shuffled.within(one.did(), 4).entrySet()))
                    .isEqualTo(List.copyOf(graph.within(one.did(), 4).entrySet()));
            for (Person other : people) {
                Did from = one.did();
                Did to = other.did();
                assertThat(graph.distance(from, to)).isEqualTo(graph.distance(to, from));
                assertThat(shuffled.kindBetween(from, to)).isEqualTo(graph.kindBetween(from, to));
            }
        }
    }
}
