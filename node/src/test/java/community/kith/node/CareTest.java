package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.node.Village.Villager;
import community.kith.node.api.Backup;
import community.kith.node.api.Drill;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How files live on: versions, removal and return, release, snapshots.
class CareTest {
    private static final List<String> NAMES = List.of("Ada", "Ben", "Chloe", "Dan", "Eve", "Finn", "Gus");

    @TempDir
    private Path folder;

    @Test
    void aChangedFolderMovesOnlyWhatChanged() throws IOException {
        try (var village = new Village(21)) {
            Villager ada = circle(village).getFirst();
            Path big = Files.write(folder.resolve("big"), random(1, 6_000_000));
            FileInfo first = put(ada);
            long before = ada.node().status().ownBytes();
            byte[] changed = Files.readAllBytes(big);
            changed[3_000_000] ^= 1;
            Files.write(big, changed);

            FileInfo second = put(ada);

            assertThat(first.newBytes()).isEqualTo(6_000_000);
            assertThat(second.newBytes()).isBetween(1L, 1_500_000L);
            assertThat(ada.node().status().ownBytes() - before).isLessThan(2_500_000);
            assertThat(second.tier()).isEqualTo(Tier.DURABLE);
            assertThat(read(ada, second, "big")).isEqualTo(changed);
            ada.node().remove(first.manifest(), Removal.FOR_GOOD);
            village.pass(Duration.ofHours(2), List.of());
            assertThat(read(ada, second, "big")).isEqualTo(changed);
            assertThat(ada.node().health(second.manifest()).missingShards()).isZero();
        }
    }

    @Test
    void whatTwoFilesShareGoesWithTheLastOfThem() throws IOException {
        try (var village = new Village(22)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            byte[] bytes = random(2, 700_000);
            FileInfo one = put(ada, "one", bytes);
            FileInfo two = put(ada, "two", bytes);
            assertThat(two.newBytes()).isZero();
            long held = circle.get(3).node().status().heldForOthersBytes();

            ada.node().remove(one.manifest(), Removal.FOR_GOOD);
            village.pass(Duration.ofHours(2), List.of());
            assertThat(read(circle.get(4), two, "")).isEqualTo(bytes);
            assertThat(circle.get(3).node().status().heldForOthersBytes())
                    .as("what stewards are told may have come since")
                    .isBetween(held / 2, held + 20_000);

            ada.node().remove(two.manifest(), Removal.FOR_GOOD);
            village.pass(Duration.ofHours(2), List.of());
            for (Villager each : circle) {
                assertThat(each.blobs().count()).as(each.name()).isZero();
            }
        }
    }

    @Test
    void whatWasRemovedCanBeRestoredUntilTheWindowHasPassed() throws IOException {
        try (var village = new Village(23)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            byte[] bytes = random(3, 200_000);
            FileInfo put = put(ada, "letter", bytes);

            ada.node().remove(put.manifest(), Removal.CAREFUL);
            assertThat(ada.node().files()).isEmpty();
            assertThat(ada.node().removed()).hasSize(1);
            village.pass(Duration.ofDays(29), List.of());
            assertThat(ada.node().restore(put.manifest()).tier()).isNotEqualTo(Tier.ACCEPTED);
            assertThat(read(ada, put, "")).isEqualTo(bytes);

            ada.node().remove(put.manifest(), Removal.CAREFUL);
            village.pass(Duration.ofDays(31), List.of());
            assertThat(ada.node().removed()).isEmpty();
            assertThatThrownBy(() -> ada.node().restore(put.manifest())).isInstanceOf(NotFoundException.class);
            assertThat(circle.get(2).blobs().count()).isZero();
            assertThat(ada.blobs().count()).isZero();
        }
    }

    @Test
    void aLargeDeletionIsAskedAbout() throws IOException {
        try (var village = new Village(24, 0.5)) {
            Villager ada = circle(village).getFirst();
            List<FileInfo> files = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                files.add(put(ada, "file " + i, random(i, 1_000)));
            }
            for (FileInfo file : files.subList(0, 3)) {
                ada.node().remove(file.manifest(), Removal.CAREFUL);
            }

            FileInfo fourth = files.get(3);
            assertThatThrownBy(() -> ada.node().remove(fourth.manifest(), Removal.CAREFUL))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("67 %");
            assertThat(ada.node().files()).hasSize(3);
            ada.node().remove(fourth.manifest(), Removal.SURE);
            village.pass(Duration.ofHours(2), List.of());
            ada.node().remove(files.get(4).manifest(), Removal.CAREFUL);
        }
    }

    @Test
    void whatIsReleasedIsReadFromItsHoldersAndStaysDurable() throws IOException {
        try (var village = new Village(25)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            byte[] bytes = random(5, 900_000);
            FileInfo put = put(ada, "film", bytes);

            FileInfo released = ada.node().release(put.manifest());

            assertThat(released.released()).isTrue();
            assertThat(released.tier()).isEqualTo(Tier.DURABLE);
            assertThat(ada.node().status().ownBytes()).isLessThan(10_000);
            assertThat(read(ada, put, "")).isEqualTo(bytes);
            village.pass(Duration.ofHours(30), List.of());
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            assertThat(ada.node().status().ownBytes()).isLessThan(10_000);

            ada.node().pin(put.link(), Progress.NONE);
            circle.subList(1, 7).forEach(village::away);
            assertThat(read(ada, put, "")).isEqualTo(bytes);
        }
    }

    @Test
    void whatOthersDoNotHoldEnoughOfIsNotReleased() throws IOException {
        try (var village = new Village(26)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            village.befriend(List.of(ada, ben));
            assertThatThrownBy(() -> put(ada, "film", random(6, 100_000))).isInstanceOf(UnavailableException.class);
            FileInfo put = ada.node().files().getFirst();
            long before = ada.node().status().ownBytes();

            assertThatThrownBy(() -> ada.node().release(put.manifest()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("would not be durable");
            assertThat(ada.node().status().ownBytes()).isEqualTo(before);
        }
    }

    @Test
    void snapshotsReadOnlyWhatChangedAndComeBackByDate() throws IOException {
        try (var village = new Village(27)) {
            List<Villager> circle = circle(village);
            Villager ada = circle.getFirst();
            for (int i = 0; i < 30; i++) {
                old(Files.write(folder.resolve("photo " + i), random(i, 100_000)), village.now());
            }
            ada.node().backups().set(folder, Duration.ofHours(1), "4h 2d");
            village.snapshots();
            old(
                    Files.write(folder.resolve("photo 7"), random(77, 100_000)),
                    village.now().plusSeconds(60));
            Path silent = folder.resolve("photo 8");
            FileTime same = Files.getLastModifiedTime(silent);
            Files.write(silent, random(88, 100_000));
            Files.setLastModifiedTime(silent, same);
            village.pass(Duration.ofHours(1), List.of());
            village.snapshots();

            Backup backup = ada.node().backups().all().getFirst();
            assertThat(backup.snapshots()).hasSize(2);
            FileInfo newest = backup.snapshots().getFirst().file();
            FileInfo oldest = backup.snapshots().getLast().file();
            assertThat(newest.newBytes()).isEqualTo(100_000);
            assertThat(read(ada, newest, "photo 7")).isEqualTo(random(77, 100_000));
            assertThat(read(ada, newest, "photo 8")).as("is not read again").isEqualTo(random(8, 100_000));
            assertThat(read(ada, oldest, "photo 7")).isEqualTo(random(7, 100_000));
            assertThat(read(ada, newest, "photo 29")).isEqualTo(random(29, 100_000));

            Drill drill = ada.node().backups().drill(newest.manifest(), Progress.NONE);
            assertThat(drill.bytes()).isEqualTo(3_000_000);
            assertThat(drill.holders()).isBetween(3, 6);
            circle.subList(1, 6).forEach(village::away);
            assertThatThrownBy(() -> ada.node().backups().drill(newest.manifest(), Progress.NONE))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void oldSnapshotsGoAndAMassDeletionPauses() throws IOException {
        try (var village = new Village(28, 0.5)) {
            Villager ada = circle(village).getFirst();
            for (int i = 0; i < 40; i++) {
                old(Files.write(folder.resolve("note " + i), random(i, 2_000)), village.now());
            }
            ada.node().backups().set(folder, Duration.ofHours(1), "3h 2d");
            for (int hour = 0; hour < 28; hour++) {
                village.snapshots();
                village.pass(Duration.ofHours(1), List.of());
            }
            assertThat(ada.node().backups().all().getFirst().snapshots()).hasSize(4);
            assertThat(ada.node().files()).hasSize(4);

            for (int i = 0; i < 30; i++) {
                Files.delete(folder.resolve("note " + i));
            }
            village.snapshots();
            Backup paused = ada.node().backups().all().getFirst();
            assertThat(paused.paused().orElseThrow()).contains("30 of 40 files are gone");
            assertThat(ada.node().backups().now(folder, Progress.NONE).paused()).isEmpty();
            ada.node().backups().stop(folder);
            assertThat(ada.node().backups().all()).isEmpty();
            assertThatThrownBy(() -> ada.node().backups().stop(folder)).isInstanceOf(NotFoundException.class);
        }
    }

    private static void old(Path file, Instant now) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(1))));
    }

    private FileInfo put(Villager who) throws IOException {
        return who.node().put(request(""), new PutSource.OnDisk(folder), Progress.NONE);
    }

    private static FileInfo put(Villager who, String name, byte[] bytes) throws IOException {
        return who.node().put(request(name), new PutSource.Streamed(new ByteArrayInputStream(bytes)), Progress.NONE);
    }

    private static PutRequest request(String name) {
        return new PutRequest(
                name, "neighborhood", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
    }

    private static byte[] read(Villager who, FileInfo file, String path) throws IOException {
        var out = new ByteArrayOutputStream();
        who.node().read(file.link(), path, 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static List<Villager> circle(Village village) throws IOException {
        List<Villager> circle = new ArrayList<>();
        for (String name : NAMES) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }
}
