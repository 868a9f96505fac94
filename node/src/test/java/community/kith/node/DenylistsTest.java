package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.node.Village.Villager;
import community.kith.node.api.DenialUse;
import community.kith.node.api.DenylistInfo;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Progress;
import community.kith.node.api.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Denylists between whole nodes: published, followed, acted on, and recorded.
class DenylistsTest {
    @Test
    void aListIsFollowedRefreshedAndEndsWhatOthersKeepHereAndNothingOfMine() throws IOException {
        try (var village = new Village(41)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.get(0);
            Villager ben = circle.get(1);
            Villager cleo = circle.get(2);
            byte[] bytes = random(1, 900_000);
            FileInfo put = ada.put("private", bytes);
            FileInfo other = ada.put("private", random(2, 400_000));
            long before = cleo.keepsFor(ada);
            assertThat(before).isPositive();

            ada.node().denylists().create("mine");
            ben.node().denylists().create("spam");
            assertThat(cleo.node().denylists().subscribe(ben.did(), "spam").entryCount())
                    .isZero();
            // Ben cannot read it; he was given the link.
            DenylistInfo list = ben.node().denylists().add("spam", sealedNames(ada, put), "advertising");
            assertThat(list.entries()).singleElement().satisfies(entry -> {
                assertThat(entry.reason()).isEqualTo("advertising");
            });
            assertThat(cleo.node().denylists().all().getFirst().entryCount()).isZero();

            village.pass(Duration.ofHours(2), List.of());
            assertThat(cleo.node().denylists().all().getFirst().sequence()).isEqualTo(list.sequence());

            village.pass(Duration.ofDays(9), List.of());
            Cid denied = list.entries().getFirst().cid();
            assertThat(cleo.blobs().has(denied)).isFalse();
            assertThat(cleo.keepsFor(ada)).isPositive();
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            assertThat(ada.read(put)).isEqualTo(bytes);
            assertThat(ada.node().info(other.manifest()).manifest()).isEqualTo(other.manifest());
        }
    }

    @Test
    void aHolderRefusesToTakeAndToGiveAndEverybodyWithABondCanReadHowOften() throws IOException {
        try (var village = new Village(42)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.get(0);
            Villager ben = circle.get(1);
            Villager cleo = circle.get(2);
            byte[] bytes = random(3, 300_000);
            FileInfo put = ada.put("neighborhood", bytes);
            ben.node().denylists().create("spam");
            DenylistInfo list = ben.node().denylists().add("spam", put.link(), "noise");
            assertThat(list.blobs()).isGreaterThan(5);
            for (Villager one : circle) {
                if (!one.equals(ada) && !one.equals(ben)) {
                    one.node().denylists().subscribe(ben.did(), "spam");
                }
            }

            // Nobody gives it to Cleo any more but Ada, who follows nothing.
            village.away(ada);
            assertThatThrownBy(() -> cleo.read(put)).isInstanceOf(IOException.class);
            village.back(ada);
            assertThat(cleo.read(put)).isEqualTo(bytes);
            assertThat(ada.read(put)).isEqualTo(bytes);

            ada.node().check(put.manifest(), Progress.NONE);
            village.pass(Duration.ofHours(30), List.of());
            List<DenialUse> uses = new ArrayList<>();
            for (Villager one : circle.subList(2, circle.size())) {
                uses.addAll(ada.node().denylists().log(Optional.of(one.did())));
            }
            assertThat(uses)
                    .isNotEmpty()
                    .allSatisfy(use -> {
                        assertThat(use.publisher()).contains(ben.did());
                        assertThat(use.list()).isEqualTo("spam");
                        assertThat(use.reason()).isEqualTo("noise");
                        assertThat(use.times()).isPositive();
                    })
                    .anyMatch(use -> use.action().equals("serve"));

            // What Cleo put herself stays, though the list comes to name it.
            byte[] own = random(4, 200_000);
            FileInfo cleos = cleo.put("private", own);
            long sovereign = cleo.node().status().ownBytes();
            ben.node().denylists().add("spam", cleos.manifest().toString(), "a mistake");
            village.pass(Duration.ofDays(9), List.of());
            assertThat(cleo.node().status().ownBytes()).isEqualTo(sovereign);
            assertThat(cleo.read(cleos)).isEqualTo(own);
        }
    }

    @Test
    void commonsThatAreDeniedAreNotAnnounced() throws IOException {
        try (var village = new Village(43)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.get(0);
            FileInfo put = ada.put("commons", random(5, 100_000));
            Villager ben = circle.get(1);
            ben.node().denylists().create("spam");
            ben.node().denylists().add("spam", put.link(), "noise");
            for (Villager one : circle.subList(2, circle.size())) {
                one.node().denylists().subscribe(ben.did(), "spam");
            }
            for (Villager one : circle) {
                one.location().tick();
            }
            assertThat(circle.get(3).location().providers(put.manifest()))
                    .doesNotContain(
                            circle.get(1).peer(),
                            circle.get(2).peer(),
                            circle.get(4).peer());
            List<DenialUse> uses = circle.get(2).node().denylists().log(Optional.empty());
            assertThat(uses).anyMatch(use -> use.action().equals("announce"));
        }
    }

    @Test
    void olderEditionsAndForgeriesAreRefusedAndFilesCarryListsAnywhere() throws IOException {
        try (var village = new Village(44)) {
            Villager ada = village.settle("Ada");
            Villager stranger = village.settle("Zoe");
            ada.node().denylists().create("spam");
            byte[] first = ada.node().denylists().export(ada.did(), "spam");
            String cid = Cid.ofRaw(random(6, 10)).toString();
            ada.node().denylists().add("spam", cid, "noise");
            byte[] second = ada.node().denylists().export(ada.did(), "spam");

            assertThat(stranger.node().denylists().subscribe(second).entryCount())
                    .isEqualTo(1);
            assertThatThrownBy(() -> stranger.node().denylists().subscribe(first))
                    .isInstanceOf(RefusedException.class);
            byte[] forged = second.clone();
            forged[forged.length / 2] ^= 1;
            assertThatThrownBy(() -> stranger.node().denylists().subscribe(forged))
                    .isInstanceOfAny(RefusedException.class, IllegalArgumentException.class);
            assertThat(stranger.node().denylists().show(ada.did(), "spam").entries())
                    .hasSize(1);

            stranger.node().denylists().unsubscribe(ada.did(), "spam");
            assertThat(stranger.node().denylists().all()).isEmpty();
            assertThatThrownBy(() -> stranger.node().denylists().unsubscribe(ada.did(), "spam"))
                    .isInstanceOf(NotFoundException.class);
            ada.node().denylists().remove("spam", cid);
            assertThatThrownBy(() -> ada.node().denylists().remove("spam", cid)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> ada.node().denylists().add("spam", "no cid", "noise"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// The first shard of a file that somebody has at the others, by its CID.
    private static String sealedNames(Villager owner, FileInfo put) throws IOException {
        return owner.ledger()
                .database()
                .first("""
                        SELECT pl.cid FROM placement pl JOIN part p ON p.stripe = pl.stripe JOIN file f ON f.id = p.file
                        WHERE f.manifest = ? AND p.position = 0 AND pl.holder IN (SELECT peer FROM device d
                            JOIN person q ON q.did = d.did WHERE q.name = 'Cleo')""", row -> row.text("cid"), put.manifest())
                .orElseThrow();
    }

    private static List<Villager> circle(Village village) throws IOException {
        List<Villager> circle = new ArrayList<>();
        for (String name : List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus")) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
