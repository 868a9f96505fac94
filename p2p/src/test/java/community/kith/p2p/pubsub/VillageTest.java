package community.kith.p2p.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.p2p.pubsub.Village.Manner;
import community.kith.p2p.pubsub.Village.Villager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two hundred routers, some of which do not play by the rules.
class VillageTest {
    private static final int MANY = 200;
    private static final GossipOptions OPTIONS = GossipOptions.DEFAULT.withPublishing(GossipOptions.Publishing.MESH);

    private static Village village(long seed, int silent, int hostile) {
        Village village = new Village(seed, OPTIONS);
        for (int i = 0; i < MANY; i++) {
            Manner manner =
                    i % 10 < silent ? Manner.SILENT : i % 10 < silent + hostile ? Manner.HOSTILE : Manner.HONEST;
            village.add(manner);
        }
        village.mingle(10);
        village.pass(Duration.ofSeconds(20));
        return village;
    }

    private static List<Message> everybodyHonestSpeaks(Village village) {
        List<Message> said = new ArrayList<>();
        for (Villager one : village.all(Manner.HONEST)) {
            if (said.size() < 40) {
                said.add(one.say("message " + said.size()));
                village.pass(Duration.ofSeconds(1));
            }
        }
        village.pass(Duration.ofSeconds(10));
        return said;
    }

    @Test
    void everyMeshFindsItsSize() {
        Village village = village(1, 0, 0);

        for (Villager one : village.all()) {
            assertThat(one.router.mesh(Village.TOPIC)).hasSizeBetween(4, 12);
        }
    }

    @Test
    void everyMessageReachesEverybodyInAboutAsManyCopiesAsTheMeshHasLinks() {
        Village village = village(2, 0, 0);

        List<Message> said = everybodyHonestSpeaks(village);

        long copies = 0;
        for (Villager one : village.all()) {
            long others = said.stream()
                    .filter(message -> !message.author().equals(one.id))
                    .count();
            assertThat(one.delivered).hasSize((int) others).doesNotHaveDuplicates();
            copies += one.came.values().stream().mapToLong(Integer::intValue).sum();
        }
        double perDelivery = (double) copies / (said.size() * (MANY - 1));
        assertThat(perDelivery).isLessThan(9);
    }

    @Test
    void everyMessageReachesEverybodyThoughAFifthPassesNothingOn() {
        Village village = village(3, 2, 0);

        List<Message> said = everybodyHonestSpeaks(village);

        assertThat(reached(village, said)).isEqualTo(1.0);
    }

    @Test
    void everyMessageReachesEverybodyThoughAFifthIsHostile() {
        Village village = village(4, 0, 2);

        List<Message> said = everybodyHonestSpeaks(village);

        assertThat(reached(village, said)).isEqualTo(1.0);
    }

    @Test
    void whoAnnouncesWhatDoesNotExistIsInNoHonestMesh() {
        Village village = village(5, 0, 2);
        village.pass(Duration.ofSeconds(60));

        List<Villager> hostile = village.all(Manner.HOSTILE);
        for (Villager honest : village.all(Manner.HONEST)) {
            for (Villager other : hostile) {
                assertThat(honest.router.mesh(Village.TOPIC)).doesNotContain(other.id);
                if (honest.friends.contains(other.id)) {
                    assertThat(honest.router.score(other.id)).isNegative();
                }
            }
        }
    }

    private static double reached(Village village, List<Message> said) {
        long wanted = 0;
        long there = 0;
        for (Villager one : village.all(Manner.HONEST)) {
            for (Message message : said) {
                if (!message.author().equals(one.id)) {
                    wanted++;
                    there += one.delivered.stream().anyMatch(got -> got.id().equals(message.id())) ? 1 : 0;
                }
            }
        }
        return (double) there / wanted;
    }
}
