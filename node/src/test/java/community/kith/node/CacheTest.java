package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.node.Village.Villager;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NodeStatus.LayerUse;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Progress;
import community.kith.node.api.UnavailableException;
import community.kith.node.cache.BlockCache;
import community.kith.node.ledger.FaultyBlobs;
import community.kith.node.ledger.Holdings;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.store.blob.MemoryBlobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What was read stays for another time, within its budget, and counts for nobody. Over real TCP.
class CacheTest {
    private static Host host(SigningKey key) throws IOException {
        return Libp2pHost.start(HostOptions.of(
                key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "cache-test", new SecureRandom()));
    }

    @Test
    void whatAFriendPutIsReadAgainWhenAllHoldersAreGone() throws IOException {
        try (var village = new Village(41, 100_000_000, CacheTest::host)) {
            List<Villager> circle = circle(village, 5);
            Villager reader = onlyReads(circle);
            byte[] bytes = random(1, 3_000_000);
            FileInfo file = circle.getFirst().put("neighborhood", bytes);
            assertThat(reader.read(file)).isEqualTo(bytes);
            assertThat(cache(reader).usedBytes()).isGreaterThan(1_000_000);

            for (Villager gone : circle.subList(0, 4)) {
                gone.host().close();
            }
            assertThat(reader.read(file)).isEqualTo(bytes);
            assertThat(reader.node().open(file.link()).sizeBytes()).isEqualTo(3_000_000);
            exact(reader);

            reader.node().release(file.manifest());
            assertThat(cache(reader).usedBytes()).isZero();
            assertThat(reader.node().status().layers().getFirst().usedBytes()).isZero();
            assertThatThrownBy(() -> reader.read(file)).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void whatIReleasedIsCachedUntilItIsReleasedAgainAndPinningNeedsNobody() throws IOException {
        try (var village = new Village(42, 100_000_000, CacheTest::host)) {
            List<Villager> circle = circle(village, 6);
            Villager ada = circle.getFirst();
            byte[] bytes = random(2, 2_000_000);
            FileInfo file = ada.put("private", bytes);
            FileInfo released = ada.node().release(file.manifest());
            assertThat(ada.read(file)).isEqualTo(bytes);
            long cached = cache(ada).usedBytes();
            assertThat(cached).isGreaterThan(1_900_000);
            assertThat(ada.node().info(file.manifest()).receipts())
                    .as("what is cached is nobody's copy")
                    .isEqualTo(released.receipts());

            ada.node().release(file.manifest());
            assertThat(cache(ada).usedBytes()).isZero();
            assertThat(ada.read(file)).isEqualTo(bytes);

            for (Villager gone : circle.subList(1, 6)) {
                gone.host().close();
            }
            ada.node().pin(file.link(), Progress.NONE);
            assertThat(cache(ada).usedBytes()).isZero();
            assertThat(ada.node().status().ownBytes()).isGreaterThan(1_900_000);
            exact(ada);
            assertThat(ada.read(file)).isEqualTo(bytes);
        }
    }

    @Test
    void staysWithinItsBudgetAndLetsTheCommonsGoFirst() throws IOException {
        try (var village = new Village(43, 8_000_000, CacheTest::host)) {
            List<Villager> circle = circle(village, 4);
            Villager reader = onlyReads(circle);
            List<FileInfo> commons = new ArrayList<>();
            FileInfo mine = circle.getFirst().put("neighborhood", random(3, 1_500_000));
            assertThat(reader.read(mine)).hasSize(1_500_000);
            for (int i = 0; i < 8; i++) {
                commons.add(circle.getFirst().put("commons", random(10 + i, 1_500_000)));
                reader.read(commons.get(i));
                village.setClocks(Duration.ofSeconds(1));
                assertThat(cache(reader).usedBytes()).isLessThanOrEqualTo(8_000_000);
            }
            exact(reader);
            for (Villager gone : circle.subList(0, 3)) {
                gone.host().close();
            }
            assertThat(reader.read(mine)).as("outlasts the commons").hasSize(1_500_000);
            assertThat(reader.read(commons.get(7))).hasSize(1_500_000);
            assertThatThrownBy(() -> reader.read(commons.get(0))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRangeFetchesItsSegmentOnceForMany() throws IOException {
        try (var village = new Village(44, 200_000_000, CacheTest::host)) {
            List<Villager> circle = circle(village, 4);
            Villager reader = onlyReads(circle);
            byte[] bytes = random(4, 40_000_000);
            FileInfo file = circle.getFirst().put("neighborhood", bytes);
            var out = new ByteArrayOutputStream();
            reader.node().read(file.link(), "", 20_000_000, OptionalLong.of(20_001_000), out);
            assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 20_000_000, 20_001_000));
            assertThat(cache(reader).usedBytes()).as("one segment").isLessThan(18_000_000);

            for (Villager gone : circle.subList(0, 3)) {
                gone.host().close();
            }
            out.reset();
            reader.node().read(file.link(), "", 20_000_500, OptionalLong.of(20_000_900), out);
            assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 20_000_500, 20_000_900));
        }
    }

    @Test
    void whatCannotBeWrittenIsReadAllTheSame() throws IOException {
        try (var village = new Village(45, 100_000_000, CacheTest::host)) {
            List<Villager> circle = circle(village, 4);
            var disk = new FaultyBlobs(new MemoryBlobs());
            Villager reader = village.settle("Zoe", disk);
            village.befriend(List.of(circle.getFirst(), circle.get(1), circle.get(2), reader));
            byte[] bytes = random(5, 1_000_000);
            FileInfo file = circle.getFirst().put("neighborhood", bytes);
            disk.failsToPut(new IOException("input/output error"));
            assertThat(reader.read(file)).isEqualTo(bytes);
            assertThat(cache(reader).usedBytes()).isZero();
            exact(reader);
        }
    }

    @Test
    void whoReadNothingOfItHasNothingToRelease() throws IOException {
        try (var village = new Village(46, 100_000_000, CacheTest::host)) {
            List<Villager> circle = circle(village, 3);
            FileInfo file = circle.getFirst().put("neighborhood", random(6, 10_000));
            assertThatThrownBy(() -> circle.getLast().node().release(file.manifest()))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void whatACrashCutOffIsGoneAtTheNextStart() throws IOException {
        try (var village = new Village(47, 100_000_000, CacheTest::host)) {
            Villager ada = village.settle("Ada");
            ada.ledger()
                    .database()
                    .update("INSERT INTO cached VALUES ('bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',"
                            + " 'x', 'mine', 100, 0, 0)");
            assertThat(cache(ada).usedBytes()).isEqualTo(100);
            Holdings again = Holdings.open(ada.ledger(), ada.blobs(), ada.did());
            var cache = new BlockCache(again, ada.blobs(), new BlockCache.Room(1000, 0), village::now);
            assertThat(cache.use().bytes()).isZero();
            assertThat(again.recount()).isEmpty();
        }
    }

    /// The last one, who keeps nothing for anybody.
    private static Villager onlyReads(List<Villager> circle) throws IOException {
        Villager reader = circle.getLast();
        for (Villager other : circle.subList(0, circle.size() - 1)) {
            reader.node().pledge(other.did(), 0);
            other.node().tick();
        }
        return reader;
    }

    private static LayerUse cache(Villager villager) {
        return villager.node().status().layers().getLast();
    }

    private static void exact(Villager villager) throws IOException {
        assertThat(Holdings.open(villager.ledger(), villager.blobs(), villager.did())
                        .recount())
                .isEmpty();
    }

    private static List<Villager> circle(Village village, int size) throws IOException {
        List<Villager> circle = new ArrayList<>();
        for (String name : List.of("Ada", "Ben", "Chloe", "Dan", "Eve", "Finn").subList(0, size)) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }

    private static byte[] random(long seed, int bytes) {
        byte[] random = new byte[bytes];
        new SplittableRandom(seed).nextBytes(random);
        return random;
    }
}
