package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import community.kith.node.Village.Villager;
import community.kith.node.api.Departure;
import community.kith.node.api.Entrusted;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.Steward;
import community.kith.store.manifest.Link;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ada puts something and goes away; who looks after it is let to repair, and never to read.
class StewardTest {
    private static final List<String> NAMES = List.of("Ada", "Ben", "Chloe", "Dan", "Eve", "Finn", "Gus");

    @Test
    void stewardsRepairWithoutTheOwnerAndWithoutTheKey() throws IOException {
        try (var village = new Village(20)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            byte[] bytes = random(5_000_000);
            FileInfo put = ada.node().put(neighborhood(), streamed(bytes), Progress.NONE);
            Villager newcomer = village.settle("Hana");
            List<Villager> all = new ArrayList<>(List.of(newcomer));
            all.addAll(circle);
            village.befriend(all);
            village.pass(Duration.ofHours(3), List.of());
            List<Villager> stewards = stewards(ada, circle);
            List<Villager> others = circle.subList(1, 7).stream()
                    .filter(one -> !stewards.contains(one))
                    .toList();

            List<Villager> gone = new ArrayList<>(List.of(ada));
            gone.addAll(others.subList(0, 2));
            gone.forEach(village::away);
            village.pass(Duration.ofHours(30), gone);

            assertThat(owed(stewards.getFirst())).isPositive();
            gone.addAll(others.subList(2, 4));
            gone.forEach(village::away);
            assertThat(read(newcomer, put.link())).isEqualTo(bytes);
            assertThat(knows(ada, put)).isTrue();
            stewards.forEach(steward -> assertThat(knows(steward, put)).isFalse());

            List<Villager> dead = List.copyOf(gone.subList(1, gone.size()));
            village.back(ada);
            village.pass(Duration.ofHours(2), dead);
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            assertThat(owed(stewards.getFirst())).isZero();
        }
    }

    @Test
    void nobodyRepairsForAnOwnerWhoIsThere() throws IOException {
        try (var village = new Village(21)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            ada.node().put(neighborhood(), streamed(random(300_000)), Progress.NONE);
            village.pass(Duration.ofHours(3), List.of());
            List<Villager> stewards = stewards(ada, circle);
            Villager dead = circle.stream()
                    .filter(one -> !one.equals(ada) && !stewards.contains(one))
                    .findFirst()
                    .orElseThrow();
            village.away(dead);

            village.pass(Duration.ofHours(50), List.of(dead));

            for (Villager steward : stewards) {
                assertThat(owed(steward)).isZero();
            }
        }
    }

    @Test
    void tellsWhoLooksAfterWhat() throws IOException {
        try (var village = new Village(22)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            ada.node().put(neighborhood(), streamed(random(100_000)), Progress.NONE);
            village.pass(Duration.ofHours(2), List.of());

            List<Steward> stewards = ada.node().stewards();

            assertThat(stewards).hasSize(2).allMatch(one -> one.stripes() > 0);
            assertThat(stewards).extracting(Steward::turn).containsExactly(0, 1);
            for (Villager steward : stewards(ada, circle)) {
                assertThat(steward.node().entrusted())
                        .extracting(Entrusted::name)
                        .contains("Ada");
            }
        }
    }

    @Test
    void whoLeavesHandsOverFirst() throws IOException {
        try (var village = new Village(23)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            byte[] bytes = random(300_000);
            FileInfo put = ada.node().put(neighborhood(), streamed(bytes), Progress.NONE);
            Villager newcomer = village.settle("Hana");
            List<Villager> all = new ArrayList<>(List.of(newcomer));
            all.addAll(circle);
            village.befriend(all);
            Villager leaver = circle.get(6);

            List<Departure> before = leaver.node().leave();
            village.pass(Duration.ofHours(3), List.of());
            List<Departure> after = leaver.node().leave();

            assertThat(before).anyMatch(one -> one.name().equals("Ada") && one.bytes() > 0 && one.told());
            assertThat(after).isEmpty();
            village.away(leaver);
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            assertThat(ada.node().health(put.manifest()).lossesSurvived()).isGreaterThanOrEqualTo(3);
            assertThat(read(newcomer, put.link())).isEqualTo(bytes);
        }
    }

    private static List<Villager> stewards(Villager owner, List<Villager> circle) throws IOException {
        List<Villager> stewards = new ArrayList<>();
        for (Steward steward : owner.node().stewards()) {
            stewards.add(circle.stream()
                    .filter(one -> one.did().equals(steward.person()))
                    .findFirst()
                    .orElseThrow());
        }
        return stewards;
    }

    private static long owed(Villager steward) throws IOException {
        return steward.ledger().database().number("SELECT count(*) FROM owed");
    }

    /// Whether anything that a node has, on its disk or in its ledger, holds the key that opens the file.
    private static boolean knows(Villager villager, FileInfo put) {
        try {
            byte[] key = Link.parse(put.link()).key().orElseThrow().bytes();
            String hex = HexFormat.of().formatHex(key);
            List<Cid> blobs = new ArrayList<>();
            villager.blobs().forEach(blobs::add);
            for (Cid blob : blobs) {
                byte[] bytes = villager.blobs().read(blob, 64 << 20).orElseThrow();
                if (Collections.indexOfSubList(hexes(bytes), hexes(key)) >= 0) {
                    return true;
                }
            }
            var database = villager.ledger().database();
            for (String table :
                    database.query("SELECT name FROM sqlite_master WHERE type = 'table'", row -> row.text("name"))) {
                List<String> columns =
                        database.query("SELECT name FROM pragma_table_info('" + table + "')", row -> row.text("name"));
                for (String column : columns) {
                    String where = " FROM " + table + " WHERE instr(hex(\"" + column + "\"), upper('" + hex
                            + "')) > 0 OR instr(\"" + column + "\", '" + put.link() + "') > 0";
                    if (database.any("SELECT 1" + where)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Byte> hexes(byte[] bytes) {
        List<Byte> list = new ArrayList<>(bytes.length);
        for (byte b : bytes) {
            list.add(b);
        }
        return list;
    }

    private static List<Villager> circle(Village village) throws IOException {
        List<Villager> circle = new ArrayList<>();
        for (String name : NAMES) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }

    private static byte[] read(Villager reader, String link) throws IOException {
        var out = new ByteArrayOutputStream();
        reader.node().tick();
        reader.node().read(link, "", 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }

    private static PutRequest neighborhood() {
        return new PutRequest(
                "thing", "neighborhood", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
    }

    private static PutSource streamed(byte[] bytes) {
        return new PutSource.Streamed(new ByteArrayInputStream(bytes));
    }

    private static byte[] random(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
