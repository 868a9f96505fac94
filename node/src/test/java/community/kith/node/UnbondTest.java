package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Person;
import community.kith.node.api.Tier;
import community.kith.node.api.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A bond ends, and nobody loses anything by it.
class UnbondTest {
    private final Village village = new Village(11);

    @AfterEach
    void close() throws IOException {
        village.close();
    }

    private static byte[] film(int length) {
        byte[] film = new byte[length];
        new Random(1).nextBytes(film);
        return film;
    }

    private static List<String> namesOf(Village.Villager villager) {
        return villager.node().people().stream().map(Person::name).toList();
    }

    @Test
    void bothLearnOfItAndWhatTheyHeldGoesElsewhereFirst() throws IOException {
        Village.Villager ada = village.settle("Ada");
        Village.Villager ben = village.settle("Ben");
        List<Village.Villager> all =
                List.of(ada, ben, village.settle("Cleo"), village.settle("Dan"), village.settle("Eve"));
        village.befriend(all);
        byte[] film = film(300_000);
        FileInfo file = ada.put("private", film);
        FileInfo his = ben.put("private", film(200_000));
        assertThat(ben.keepsFor(ada)).isPositive();

        assertThat(ada.node().unbond(ben.did()).told()).isTrue();
        assertThat(ben.node().partings()).extracting(one -> one.name()).containsExactly("Ada");
        village.pass(Duration.ofHours(6), List.of());
        village.setClocks(Duration.ofDays(7));
        village.pass(Duration.ofHours(6), List.of());

        assertThat(namesOf(ada)).doesNotContain("Ben");
        assertThat(namesOf(ben)).doesNotContain("Ada");
        assertThat(ada.node().info(file.manifest()).tier()).isNotEqualTo(Tier.ACCEPTED);
        assertThat(ben.node().info(his.manifest()).tier()).isNotEqualTo(Tier.ACCEPTED);
        assertThat(ada.read(file)).isEqualTo(film);
        assertThat(ada.node().health(file.manifest()).holders())
                .extracting(holder -> holder.name())
                .doesNotContain("Ben", "somebody no longer in my book");
    }

    @Test
    void whoWasAwayLearnsOfItLater() throws IOException {
        Village.Villager ada = village.settle("Ada");
        Village.Villager ben = village.settle("Ben");
        village.befriend(List.of(ada, ben));
        village.away(ben);

        assertThat(ada.node().unbond(ben.did()).told()).isFalse();
        village.back(ben);
        ada.node().tick();

        assertThat(namesOf(ada)).isEmpty();
        assertThat(ben.node().partings()).hasSize(1);
    }

    @Test
    void aBondThatIsNotThereCannotEnd() throws IOException {
        Village.Villager ada = village.settle("Ada");
        Village.Villager ben = village.settle("Ben");

        assertThatThrownBy(() -> ada.node().unbond(ben.did())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void trustTellsWhatFollowsFromABond() throws IOException {
        Village.Villager ada = village.settle("Ada");
        Village.Villager ben = village.settle("Ben");
        Village.Villager cleo = village.settle("Cleo");
        village.befriend(List.of(ada, ben));

        Trust friend = ada.node().trust(ben.did());
        Trust stranger = ada.node().trust(cleo.did());

        assertThat(friend.distance()).isEqualTo(OptionalInt.of(1));
        assertThat(friend.way()).containsExactly("Ada", "Ben");
        assertThat(friend.mayHold()).isTrue();
        assertThat(friend.reads())
                .filteredOn(Trust.Reading::may)
                .extracting(Trust.Reading::reach)
                .containsExactly("neighborhood", "municipal", "bioregional", "commons");
        assertThat(stranger.distance()).isEmpty();
        assertThat(stranger.mayHold()).isFalse();
    }

    @Test
    void whatOthersSeeIsWhatLiesWithThem() throws IOException {
        Village.Villager ada = village.settle("Ada");
        village.befriend(List.of(ada, village.settle("Ben"), village.settle("Cleo"), village.settle("Dan")));
        assertThat(ada.node().visible()).noneMatch(one -> one.what().contains("shards"));
        ada.put("private", film(100_000));

        assertThat(ada.node().visible())
                .filteredOn(one -> one.what().contains("sealed shards"))
                .extracting(one -> one.who())
                .contains("Ben", "Cleo", "Dan");
    }
}
