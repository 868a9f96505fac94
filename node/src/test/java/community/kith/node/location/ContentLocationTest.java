package community.kith.node.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.node.Village;
import community.kith.node.Village.Villager;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.Removal;
import community.kith.node.api.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContentLocationTest {
    private final Village village = new Village(11);
    private final List<Villager> circle = new ArrayList<>();
    private Villager stranger;

    @BeforeEach
    void friendsAndAStrangerWhoKnowsOneAddress() throws IOException {
        for (String name : List.of("Ada", "Ben", "Chloe", "Dan")) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        stranger = village.settle("Zoe");
        stranger.host().connect(circle.get(3).host().addresses().getFirst());
    }

    @AfterEach
    void leave() throws IOException {
        village.close();
    }

    @Test
    void aStrangerFindsTheCommonsAndReadsThemAfterTheirOwnerIsGone() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(4).nextBytes(bytes);
        FileInfo put = put("commons", bytes);
        announce();
        village.away(circle.getFirst());

        assertThat(read(stranger, put.link())).isEqualTo(bytes);
    }

    @Test
    void nothingThatReachesLessFarIsAnnounced() throws IOException {
        FileInfo put = put("neighborhood", new byte[100_000]);

        announce();

        assertThat(circle)
                .allSatisfy(each -> assertThat(each.location().table().load().announcements())
                        .isZero());
        assertThat(stranger.location().providers(put.manifest())).isEmpty();
        assertThatThrownBy(() -> read(stranger, put.link())).isInstanceOf(UnavailableException.class);
    }

    @Test
    void whatStaysIsAnnouncedAgainAndWhatWasRemovedIsForgotten() throws IOException {
        FileInfo removed = put("commons", new byte[200]);
        FileInfo kept = put("commons", new byte[300]);
        announce();
        circle.getFirst().node().remove(removed.manifest(), Removal.FOR_GOOD);

        for (int days = 0; days < 3; days++) {
            village.pass(Duration.ofHours(24), List.of());
            announce();
        }

        assertThat(stranger.location().providers(kept.manifest())).isNotEmpty();
        assertThat(stranger.location().providers(removed.manifest())).isEmpty();
    }

    private void announce() throws IOException {
        for (Villager each : circle) {
            each.location().tick();
        }
    }

    private FileInfo put(String reach, byte[] bytes) throws IOException {
        PutRequest request =
                new PutRequest("leaflet", reach, List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
        return circle.getFirst()
                .node()
                .put(request, new PutSource.Streamed(new ByteArrayInputStream(bytes)), Progress.NONE);
    }

    private static byte[] read(Villager who, String link) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        who.node().read(link, "", 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }
}
