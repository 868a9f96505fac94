package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.ForAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureDomainsTest {
    private static final List<Did> PEOPLE = IntStream.range(0, 8)
            .mapToObj(i -> Did.of(SigningKey.generate(new Random(i)).verifyingKey()))
            .toList();

    private static FailureDomains.Place place(int device, int person, String household, String... networks) {
        return new FailureDomains.Place(
                Circle.peer(device), PEOPLE.get(person), household, new TreeSet<>(List.of(networks)));
    }

    @Test
    void whoSharesNothingIsApart() {
        Map<PeerId, Domain> domains =
                FailureDomains.of(List.of(place(0, 0, "", "203.0.113.0/24"), place(1, 1, "", "198.51.100.0/24")));

        assertThat(domains.values()).doesNotHaveDuplicates();
        assertThat(domains).containsEntry(Circle.peer(0), Domain.of(PEOPLE.get(0)));
    }

    @Test
    void personHouseholdAndNetworkEachMakeOneOfTwo() {
        for (FailureDomains.Place other :
                List.of(place(1, 0, ""), place(1, 1, "mill"), place(1, 1, "", "203.0.113.0/24"))) {
            Map<PeerId, Domain> domains =
                    FailureDomains.of(List.of(place(0, 0, "mill", "203.0.113.0/24"), other, place(2, 2, "")));

            assertThat(domains.get(Circle.peer(1))).isEqualTo(domains.get(Circle.peer(0)));
            assertThat(domains.get(Circle.peer(2))).isNotEqualTo(domains.get(Circle.peer(0)));
        }
    }

    @Test
    void sharingGoesOnFromOneToTheNext() {
        Map<PeerId, Domain> domains = FailureDomains.of(List.of(
                place(0, 0, "mill"),
                place(1, 1, "", "203.0.113.0/24"),
                place(2, 2, "barn", "203.0.113.0/24"),
                place(3, 3, "mill"),
                place(4, 3, "barn")));

        assertThat(domains.values().stream().distinct()).hasSize(1);
    }

    @Test
    void theOrderOfTellingDoesNotMatter() {
        ForAll.forAll(300, random -> {
            List<FailureDomains.Place> places = new ArrayList<>();
            for (int device = 0; device < 10; device++) {
                places.add(place(
                        device,
                        random.nextInt(8),
                        random.nextInt(3) == 0 ? "h" + random.nextInt(4) : "",
                        "n" + random.nextInt(9)));
            }
            Map<PeerId, Domain> domains = FailureDomains.of(places);

            assertThat(FailureDomains.of(places.reversed())).isEqualTo(domains);
            for (FailureDomains.Place one : places) {
                for (FailureDomains.Place other : places) {
                    boolean shares = one.person().equals(other.person())
                            || (!one.household().isEmpty() && one.household().equals(other.household()))
                            || one.networks().equals(other.networks());
                    if (shares) {
                        assertThat(domains.get(one.device())).isEqualTo(domains.get(other.device()));
                    }
                }
            }
        });
    }
}
