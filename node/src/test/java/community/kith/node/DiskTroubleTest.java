package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.node.Village.Villager;
import community.kith.node.api.Check;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Person;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.StorageFullException;
import community.kith.store.blob.DiskBlobs;
import community.kith.store.blob.DiskOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that lose bits, and that take no more.
class DiskTroubleTest {
    @TempDir
    Path folder;

    @Test
    void whatWentBadIsRestoredWithoutAnybodyAsking() throws IOException {
        try (var village = new Village(40)) {
            List<Villager> circle = circle(village, new DiskBlobs(folder));
            Villager ada = circle.getFirst();
            byte[] bytes = random(3_000_000);
            FileInfo put = ada.node().put(request(), streamed(bytes), Progress.NONE);
            List<Cid> all = new ArrayList<>();
            ada.blobs().forEach(all::add);
            List<Cid> bad = all.subList(0, Math.min(3, all.size()));
            for (Cid cid : bad) {
                flip(ada.blobs().read(cid, 64 << 20).orElseThrow());
            }

            ada.node().scrub();

            for (Cid cid : all) {
                assertThat(ada.blobs().verify(cid)).isTrue();
            }
            assertThat(read(ada, put)).isEqualTo(bytes);
            assertThat(ada.node().doctor())
                    .anyMatch(check -> check.name().equals("scrub")
                            && check.outcome() == Check.Outcome.WARNING
                            && check.detail().contains(bad.size() + " went bad"));
            assertThat(ada.ledger().database().any("SELECT 1 FROM damaged")).isFalse();
        }
    }

    @Test
    void whatCannotBeRestoredNowIsLater() throws IOException {
        try (var village = new Village(41)) {
            List<Villager> circle = circle(village, new DiskBlobs(folder));
            Villager ada = circle.getFirst();
            FileInfo put = ada.node().put(request(), streamed(random(300_000)), Progress.NONE);
            List<Cid> all = new ArrayList<>();
            ada.blobs().forEach(all::add);
            for (Cid cid : all) {
                flip(ada.blobs().read(cid, 64 << 20).orElseThrow());
            }
            List<Villager> others = circle.subList(1, circle.size());
            others.forEach(village::away);

            ada.node().scrub();
            assertThat(all).noneMatch(ada.blobs()::has);
            assertThat(ada.ledger().database().number("SELECT count(*) FROM damaged"))
                    .isEqualTo(all.size());
            others.forEach(village::back);
            village.pass(Duration.ofHours(2), List.of());

            assertThat(all).allMatch(ada.blobs()::has);
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
        }
    }

    @Test
    void whatIsKeptForOthersIsMissedByItsOwner() throws IOException {
        try (var village = new Village(42)) {
            var disk = new DiskBlobs(folder);
            List<Villager> circle = circle(village, disk);
            Villager ben = circle.getFirst();
            Villager ada = circle.getLast();
            FileInfo put = ada.node().put(request(), streamed(random(300_000)), Progress.NONE);
            List<Cid> held = new ArrayList<>();
            ben.blobs().forEach(held::add);
            assertThat(held).isNotEmpty();
            flip(disk.read(held.getFirst(), 64 << 20).orElseThrow());

            ben.node().scrub();
            assertThat(disk.has(held.getFirst())).isFalse();
            village.pass(Duration.ofHours(15), List.of());

            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            assertThat(circle.subList(0, 6)).anyMatch(one -> one.blobs().has(held.getFirst()));
        }
    }

    /// Or somebody else has it by then, and the bad one is not counted on.
    @Test
    void whatAnAuditFindsBadIsMadeAnew() throws IOException {
        try (var village = new Village(44)) {
            List<Villager> circle = circle(village, new DiskBlobs(folder));
            Villager ada = circle.getLast();
            FileInfo put = ada.node().put(request(), streamed(random(300_000)), Progress.NONE);
            List<Cid> held = new ArrayList<>();
            circle.getFirst().blobs().forEach(held::add);
            for (Cid cid : held) {
                flip(circle.getFirst().blobs().read(cid, 64 << 20).orElseThrow(), 2048);
            }

            ada.node().check(put.manifest(), Progress.NONE);
            village.pass(Duration.ofHours(30), List.of());

            assertThat(ada.node().check(put.manifest(), Progress.NONE).missingShards())
                    .isZero();
            for (Cid cid : held) {
                if (ada.ledger()
                        .database()
                        .any(
                                "SELECT 1 FROM placement WHERE cid = ? AND holder = ?",
                                cid,
                                circle.getFirst().node().status().peerId())) {
                    assertThat(circle.getFirst().blobs().verify(cid)).isTrue();
                }
            }
            assertThat(circle.getFirst().node().people())
                    .filteredOn(
                            person -> person.did().equals(ada.node().status().passport()))
                    .extracting(Person::heldForThem)
                    .containsExactly(ada.node().people().stream()
                            .filter(person -> person.did()
                                    .equals(circle.getFirst().node().status().passport()))
                            .findFirst()
                            .orElseThrow()
                            .heldForMe());
        }
    }

    @Test
    void aFullDiskStillServes() throws IOException {
        try (var village = new Village(43)) {
            var disk = new DiskBlobs(folder, DiskOptions.of(1_000_000));
            List<Villager> circle = circle(village, disk);
            Villager ada = circle.getFirst();
            byte[] bytes = random(300_000);
            FileInfo put = ada.node().put(request(), streamed(bytes), Progress.NONE);

            assertThatThrownBy(() -> ada.node().put(request(), streamed(random(9_000_000)), Progress.NONE))
                    .isInstanceOf(StorageFullException.class)
                    .hasMessageContaining("disk is full");

            assertThat(read(ada, put)).isEqualTo(bytes);
            assertThat(read(circle.getLast(), put)).isEqualTo(bytes);
            assertThat(ada.node().files()).hasSize(1);
        }
    }

    private static List<Villager> circle(Village village, DiskBlobs first) throws IOException {
        List<Villager> circle = new ArrayList<>();
        for (String name : List.of("Ada", "Ben", "Chloe", "Dan", "Eve", "Finn", "Gus")) {
            circle.add(circle.isEmpty() ? village.settle(name, first) : village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }

    private static PutRequest request() {
        return new PutRequest(
                "photos.bin", "neighborhood", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
    }

    private static PutSource streamed(byte[] bytes) {
        return new PutSource.Streamed(new ByteArrayInputStream(bytes));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(Villager who, FileInfo put) throws IOException {
        var out = new ByteArrayOutputStream();
        who.node().read(put.link(), "", 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }

    /// Flips a bit of a blob, wherever it is on the disk.
    private void flip(byte[] blob) throws IOException {
        flip(blob, blob.length);
    }

    /// The same in each stretch of so many bytes.
    private void flip(byte[] blob, int everyBytes) throws IOException {
        String wanted = new String(blob, 0, Math.min(64, blob.length), StandardCharsets.ISO_8859_1);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(wanted);
            if (at >= 0 && Arrays.mismatch(bytes, at, at + blob.length, blob, 0, blob.length) < 0) {
                try (var open = new java.io.RandomAccessFile(file.toFile(), "rw")) {
                    for (int i = Math.min(everyBytes, blob.length) / 2; i < blob.length; i += everyBytes) {
                        open.seek(at + i);
                        open.write(bytes[at + i] ^ 4);
                    }
                }
                return;
            }
        }
        throw new AssertionError("not on the disk");
    }
}
