package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.node.Village.Villager;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Person;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Removal;
import community.kith.node.api.Tier;
import community.kith.node.api.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final List<String> NAMES = List.of("Ada", "Ben", "Chloe", "Dan", "Eve", "Finn", "Gus");

    @Test
    void sevenFriendsHoldAFileThatSurvivesTheLossOfThree() throws IOException {
        try (var village = new Village(1)) {
            List<Villager> circle = circle(village);
            byte[] bytes = random(5_000_000);

            FileInfo put = circle.get(0).node().put(neighborhood(), streamed(bytes), Progress.NONE);

            assertThat(put.tier()).isEqualTo(Tier.DURABLE);
            assertThat(put.k()).isEqualTo(3);
            assertThat(put.n()).isEqualTo(7);
            assertThat(put.lossesSurvived()).isEqualTo(4);
            circle.subList(0, 3).forEach(village::away);
            assertThat(read(circle.get(3), put.link())).isEqualTo(bytes);
        }
    }

    @Test
    void aSmallFileIsCopiedAlsoWhenItComesAsAStream() throws IOException {
        try (var village = new Village(9)) {
            List<Villager> circle = circle(village);
            byte[] small = random(64 * 1024);

            FileInfo put = circle.get(0).node().put(neighborhood(), streamed(small), Progress.NONE);

            assertThat(put.k()).isEqualTo(1);
            assertThat(put.n()).isEqualTo(3);
            assertThat(read(circle.get(1), put.link())).isEqualTo(small);
        }
    }

    @Test
    void aKeeperRepairsWhatItsOwnerNoLongerCan() throws IOException {
        try (var village = new Village(2)) {
            List<Villager> circle = circle(village);
            byte[] bytes = random(300_000);
            FileInfo put = circle.get(0).node().put(neighborhood(), streamed(bytes), Progress.NONE);
            List<Villager> dead = circle.subList(0, 3);
            dead.forEach(village::away);
            Villager keeper = circle.get(3);
            keeper.node().pin(put.link(), Progress.NONE);
            Villager newcomer = village.settle("Hana");
            village.befriend(Stream.concat(Stream.of(newcomer), circle.subList(3, 7).stream())
                    .toList());

            village.pass(Duration.ofHours(26), dead);

            FileHealth health = keeper.node().health(put.manifest());
            assertThat(health.missingShards()).isZero();
            assertThat(health.tier()).isGreaterThanOrEqualTo(Tier.DURABLE);
            village.away(keeper);
            village.away(circle.get(4));
            newcomer.node().tick();
            assertThat(read(newcomer, put.link())).isEqualTo(bytes);
        }
    }

    /// Ada put it; Ben and Chloe keep it as well, and made it theirs by mending it. Ada and Ben delete it, each in the
    /// middle of what Chloe makes anew.
    @Test
    void twoKeepersDeleteWhatAThirdRepairsAndItStaysForTheThird() throws IOException {
        try (var village = new Village(14)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.get(0);
            Villager ben = circle.get(1);
            Villager chloe = circle.get(2);
            byte[] bytes = random(300_000);
            FileInfo put = ada.node().put(neighborhood(), streamed(bytes), Progress.NONE);
            ben.node().pin(put.link(), Progress.NONE);
            chloe.node().pin(put.link(), Progress.NONE);
            village.away(circle.get(6));
            village.pass(Duration.ofHours(23), List.of(circle.get(6)));

            Thread deleting = Thread.ofVirtual().start(() -> {
                forGood(ada, put);
                forGood(ben, put);
            });
            village.pass(Duration.ofHours(6), List.of(circle.get(6)));
            join(deleting);
            village.pass(Duration.ofHours(6), List.of(circle.get(6)));

            assertThat(chloe.node().health(put.manifest()).missingShards()).isZero();
            village.away(ada);
            village.away(ben);
            assertThat(read(circle.get(3), put.link())).isEqualTo(bytes);
            forGood(chloe, put);
            village.pass(Duration.ofHours(3), List.of(ada, ben, circle.get(6)));
            for (Villager holder : circle.subList(3, 6)) {
                assertThat(holder.node().people())
                        .as("what %s keeps for Chloe", holder.name())
                        .filteredOn(who -> who.did().equals(chloe.did()))
                        .extracting(Person::heldForThem)
                        .containsExactly(0L);
            }
        }
    }

    @Test
    void waitsOutTheGracePeriodBeforeMakingAnotherCopy() throws IOException {
        try (var village = new Village(3)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            FileInfo put = ada.node().put(neighborhood(), streamed(random(100_000)), Progress.NONE);
            Villager sleeper = circle.get(6);
            village.away(sleeper);

            village.pass(Duration.ofHours(20), List.of(sleeper));
            assertThat(holders(ada, put)).contains("Gus");

            village.back(sleeper);
            village.pass(Duration.ofHours(2), List.of());
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
        }
    }

    /// Gus promises Ada nothing any more: what he holds goes to Hana, and only then is taken back from him.
    @Test
    void whoLeavesHandsOverFirst() throws IOException {
        try (var village = new Village(12)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            Villager gus = circle.get(6);
            byte[] bytes = random(100_000);
            FileInfo put = ada.node().put(neighborhood(), streamed(bytes), Progress.NONE);
            Villager hana = village.settle("Hana");
            village.befriend(List.of(ada, hana));

            gus.node().pledge(ada.did(), 0);
            village.pass(Duration.ofHours(3), List.of());

            assertThat(holders(ada, put)).contains("Hana").doesNotContain("Gus");
            assertThat(gus.node().people().stream()
                            .mapToLong(Person::heldForThem)
                            .sum())
                    .isZero();
            village.away(gus);
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            assertThat(read(hana, put.link())).isEqualTo(bytes);
        }
    }

    @Test
    void aHouseholdIsOneThatMayVanishAndHoldersAreMeasured() throws IOException {
        try (var village = new Village(13)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            FileInfo put = ada.node().put(neighborhood(), streamed(random(100_000)), Progress.NONE);
            village.away(circle.get(6));
            village.pass(Duration.ofHours(12), List.of(circle.get(6)));
            ada.node().household(circle.get(1).did(), "mill");
            ada.node().household(circle.get(2).did(), "mill");

            FileHealth health = ada.node().health(put.manifest());

            assertThat(health.lossesSurvived()).isLessThan(put.lossesSurvived());
            assertThat(health.holders())
                    .filteredOn(holder -> holder.domain().equals("mill"))
                    .extracting(FileHealth.Holder::name)
                    .containsExactly("Ben", "Chloe");
            assertThat(health.holders())
                    .filteredOn(holder -> holder.name().equals("Gus"))
                    .allSatisfy(gus -> assertThat(gus.onTime().orElseThrow()).isBetween(0.7, 0.85));
        }
    }

    @Test
    void aProfileIsKept() throws IOException {
        try (var village = new Village(14)) {
            List<Villager> circle = circle(village);
            PutRequest fixed = new PutRequest(
                    "thing",
                    "neighborhood",
                    List.of(),
                    PutRequest.Holders.BY_REACH,
                    PutRequest.Wait.FOR_DURABLE,
                    "rs-4-7");

            FileInfo put = circle.get(0).node().put(fixed, streamed(random(200_000)), Progress.NONE);

            assertThat(put.k()).isEqualTo(4);
            assertThat(put.n()).isEqualTo(7);
            assertThat(circle.get(0).node().health(put.manifest()).reasoning()).contains("any 4 of which");
        }
    }

    @Test
    void ourOwnSleepIsNobodysSilence() throws IOException {
        try (var village = new Village(10)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            FileInfo put = ada.node().put(neighborhood(), streamed(random(100_000)), Progress.NONE);
            village.away(circle.get(6));
            village.pass(Duration.ofHours(30), circle);

            ada.node().tick();

            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            village.pass(Duration.ofHours(23), List.of());
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
        }
    }

    @Test
    void aLonelyNodeAcceptsButSaysHowManyHoldersAreMissing() throws IOException {
        try (var village = new Village(4)) {
            Villager ada = village.settle("Ada");
            byte[] bytes = random(1_000);

            assertThatThrownBy(() -> ada.node().put(neighborhood(), streamed(bytes), Progress.NONE))
                    .isInstanceOfSatisfying(UnavailableException.class, e -> {
                        assertThat(e.missing()).isEqualTo(2);
                        assertThat(e.link()).startsWith("kith:");
                    });
            assertThat(ada.node().files()).hasSize(1);
            assertThat(read(ada, ada.node().files().getFirst().link())).isEqualTo(bytes);
        }
    }

    @Test
    void friendsWhoComeLaterMakeDurableWhatWasPutBefore() throws IOException {
        try (var village = new Village(5)) {
            Villager ada = village.settle("Ada");
            assertThatThrownBy(() -> ada.node().put(neighborhood(), streamed(random(1_000)), Progress.NONE))
                    .isInstanceOf(UnavailableException.class);

            village.befriend(List.of(ada, village.settle("Ben"), village.settle("Chloe")));
            village.pass(Duration.ofHours(2), List.of());

            assertThat(ada.node().files().getFirst().tier()).isEqualTo(Tier.VERIFIED);
        }
    }

    @Test
    void privateContentIsHeldByFriendsWhoCannotReadIt() throws IOException {
        try (var village = new Village(6)) {
            List<Villager> circle = circle(village);
            FileInfo put = circle.get(0).node().put(request("private"), streamed(random(100_000)), Progress.NONE);

            assertThat(put.tier()).isEqualTo(Tier.DURABLE);
            assertThatThrownBy(() -> read(circle.get(1), put.link()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Ada");
        }
    }

    @Test
    void removingTakesTheShardsBackAndLeavesTheAccountsAtZero() throws IOException {
        try (var village = new Village(7)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            FileInfo put = ada.node().put(neighborhood(), streamed(random(400_000)), Progress.NONE);
            Villager sleeper = circle.get(6);
            village.away(sleeper);

            ada.node().remove(put.manifest(), Removal.FOR_GOOD);

            assertThat(ada.node().files()).isEmpty();
            assertThat(circle.get(1).node().status().heldForOthersBytes()).isZero();
            assertThat(circle.get(1).blobs().count()).isZero();
            assertThat(sleeper.node().status().heldForOthersBytes()).isPositive();
            village.back(sleeper);
            village.pass(Duration.ofHours(1), List.of());
            assertThat(sleeper.node().status().heldForOthersBytes()).isZero();
            assertThat(ada.node().status().ownBytes()).isZero();
        }
    }

    @Test
    void aHolderThatLostItsShardIsFoundOutAndReplaced() throws IOException {
        try (var village = new Village(8)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            FileInfo put = ada.node().put(neighborhood(), streamed(random(100_000)), Progress.NONE);
            Villager liar = circle.get(4);
            var had = new java.util.ArrayList<community.kith.base.name.Cid>();
            liar.blobs().forEach(had::add);
            for (var cid : had) {
                liar.blobs().delete(cid);
            }

            FileHealth health = ada.node().check(put.manifest(), Progress.NONE);

            assertThat(health.missingShards()).isZero();
            assertThat(health.tier()).isEqualTo(Tier.VERIFIED);
        }
    }

    private static List<Villager> circle(Village village) throws IOException {
        List<Villager> circle = new java.util.ArrayList<>();
        for (String name : NAMES) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }

    private static List<String> holders(Villager owner, FileInfo put) throws IOException {
        return owner.node().health(put.manifest()).holders().stream()
                .map(FileHealth.Holder::name)
                .toList();
    }

    private static byte[] read(Villager reader, String link) throws IOException {
        var out = new ByteArrayOutputStream();
        reader.node().read(link, "", 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }

    private static void forGood(Villager owner, FileInfo file) {
        try {
            owner.node().remove(file.manifest(), Removal.FOR_GOOD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static PutRequest neighborhood() {
        return request("neighborhood");
    }

    private static PutRequest request(String reach) {
        return new PutRequest("thing", reach, List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
    }

    private static PutSource streamed(byte[] bytes) {
        return new PutSource.Streamed(new ByteArrayInputStream(bytes));
    }

    private static byte[] random(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(sizeBytes).nextBytes(bytes);
        return bytes;
    }
}
