package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.store.SpecPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBlobsTest extends BlobsContract {
    @TempDir(factory = QuickDisk.class)
    Path temporary;

    private int opened;

    @Override
    Blobs open(long capacityBytes) throws IOException {
        return new DiskBlobs(temporary.resolve("store" + opened++), options(capacityBytes));
    }

    DiskOptions options(long capacityBytes) {
        return DiskOptions.of(capacityBytes);
    }

    /// Packs of 64 KiB and an index that is written down after ten changes: everything happens that takes long else.
    static DiskOptions hurried(int smallBytes) {
        return new DiskOptions(64 * MIB, smallBytes, 64 * 1024, 10, MIB, new Random(1));
    }

    @Override
    void damage(Blobs blobs, Cid cid, int atByte) throws IOException {
        flip(temporary.resolve("store0"), (DiskBlobs) blobs, cid, atByte);
    }

    static void flip(Path store, DiskBlobs blobs, Cid cid, int atByte) throws IOException {
        Key key = Key.of(cid);
        switch (blobs.tenure().with(open -> open.parts().index().get(key))) {
            case Place.Packed packed ->
                flip(store.resolve(Pack.name(packed.pack())), (long) packed.offset() + Frame.BYTES + atByte);
            case Place.Filed filed -> flip(store.resolve(Layout.place(key)), atByte);
            case Place.Gone gone -> throw new AssertionError("no such blob");
        }
    }

    static void flip(Path path, long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int before = file.read();
            file.seek(at);
            file.write(before ^ 1);
        }
    }

    @Test
    void blobsUsageAndCapacityOutliveTheProcess() throws IOException {
        Path folder = temporary.resolve("again");
        byte[] bytes = bytes(1, 1000);
        byte[] large = bytes(2, 300_000);
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            blobs.put(bytes, 0, bytes.length);
            blobs.put(large, 0, large.length);
        }
        try (DiskBlobs blobs = new DiskBlobs(folder, DiskOptions.of(301_500))) {
            assertThat(blobs.count()).isEqualTo(2);
            assertThat(blobs.usedBytes()).isEqualTo(301_000);
            assertThat(blobs.read(Cid.ofRaw(bytes), 1000)).hasValue(bytes);
            assertThat(blobs.read(Cid.ofRaw(large), 300_000)).hasValue(large);
            assertThatThrownBy(() -> blobs.put(bytes, 0, 501)).isInstanceOf(StorageFullException.class);
        }
    }

    @Test
    void aFolderFromBeforeThereWerePacksIsTakenOver() throws IOException {
        Path folder = temporary.resolve("old");
        byte[] small = bytes(1, 1000);
        byte[] large = bytes(2, 300_000);
        for (byte[] bytes : List.of(small, large)) {
            Path file = folder.resolve(Layout.place(Key.of(Cid.ofRaw(bytes))));
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        }
        Files.createDirectories(folder.resolve("tmp"));
        Files.write(folder.resolve("tmp/17"), bytes(2, 500));
        Files.writeString(folder.resolve("usage"), "2 301000\n");

        for (int round = 0; round < 2; round++) {
            try (DiskBlobs blobs = new DiskBlobs(folder)) {
                assertThat(blobs.count()).isEqualTo(2);
                assertThat(blobs.usedBytes()).isEqualTo(301_000);
                assertThat(blobs.read(Cid.ofRaw(small), 1000)).hasValue(small);
                assertThat(blobs.verify(Cid.ofRaw(large))).isTrue();
            }
        }
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
        assertThat(folder.resolve("usage")).doesNotExist();

        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            blobs.put(small, 0, small.length);
            assertThat(folder.resolve(Layout.place(Key.of(Cid.ofRaw(small))))).doesNotExist();
            assertThat(blobs.delete(Cid.ofRaw(large))).isTrue();
            assertThat(folder.resolve(Layout.place(Key.of(Cid.ofRaw(large))))).doesNotExist();
            assertThat(blobs.count()).isEqualTo(1);
        }
    }

    @Test
    void oneAtATimeHasTheFolder() throws IOException {
        Path folder = temporary.resolve("mine");
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            assertThatThrownBy(() -> new DiskBlobs(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThat(blobs.count()).isZero();
        }
        new DiskBlobs(folder).close();
    }

    @Test
    void onceClosedNothingChanges() throws IOException {
        DiskBlobs blobs = new DiskBlobs(temporary.resolve("closed"));
        Cid cid = blobs.put(bytes(1, 10), 0, 10);
        blobs.close();
        blobs.close();

        assertThatThrownBy(() -> blobs.put(bytes(2, 10), 0, 10)).hasMessageContaining("closed");
        assertThatThrownBy(() -> blobs.delete(cid)).hasMessageContaining("closed");
    }

    @Test
    void damagedBlobsAreKeptInQuarantine() throws IOException {
        Path folder = temporary.resolve("sick");
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            Cid small = blobs.put(bytes(3, 100), 0, 100);
            Cid large = blobs.put(bytes(4, 300_000), 0, 300_000);
            flip(folder, blobs, small, 50);
            flip(folder, blobs, large, 50);

            for (Cid cid : List.of(small, large)) {
                assertThatThrownBy(() -> blobs.verify(cid))
                        .isInstanceOf(DamagedBlobException.class)
                        .hasMessageContaining("quarantine");
            }
            try (Stream<Path> kept = Files.list(folder.resolve("quarantine"))) {
                assertThat(kept).hasSize(2);
            }
        }
    }

    @Test
    void aFileCutShortOrRemovedIsNoticed() throws IOException {
        Path folder = temporary.resolve("short");
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            Cid cut = blobs.put(bytes(4, 300_000), 0, 300_000);
            Cid removed = blobs.put(bytes(5, 300_000), 0, 300_000);
            try (RandomAccessFile file = new RandomAccessFile(
                    folder.resolve(Layout.place(Key.of(cut))).toFile(), "rw")) {
                file.setLength(60);
            }
            Files.delete(folder.resolve(Layout.place(Key.of(removed))));

            assertThatThrownBy(() -> blobs.read(cut, 300_000)).isInstanceOf(DamagedBlobException.class);
            assertThat(blobs.open(removed, 0, 10)).isEmpty();
            assertThat(blobs.has(removed)).isFalse();
            assertThat(blobs.count()).isZero();
        }
    }

    @Test
    void failedPutsLeaveNoFile() throws IOException {
        Path folder = temporary.resolve("failed");
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            assertThatThrownBy(() -> blobs.put(new ByteArrayInputStream(new byte[5]), 600_000))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() ->
                            blobs.put(Cid.ofRaw(new byte[1]), new ByteArrayInputStream(new byte[600_000]), 600_000))
                    .isInstanceOf(IOException.class);
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
        }
    }

    @Test
    void puttingAgainTakesNoRoom() throws IOException {
        Path folder = temporary.resolve("twice");
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            blobs.put(bytes(1, 1000), 0, 1000);
            long before = Files.size(folder.resolve(Pack.name(1)));
            blobs.put(bytes(1, 1000), 0, 1000);
            assertThat(folder.resolve(Pack.name(1))).hasSize(before);
        }
    }

    @Test
    void anIndexThatIsLostOrDamagedIsMadeAnew() throws IOException {
        Path folder = temporary.resolve("index");
        List<Cid> kept = new ArrayList<>();
        try (DiskBlobs blobs = new DiskBlobs(folder, hurried(1000))) {
            for (int i = 0; i < 300; i++) {
                Cid cid = blobs.put(bytes(i, 3 * i + 1 + 700 * (i % 2)), 0, 3 * i + 1 + 700 * (i % 2));
                if (i % 3 == 0) {
                    blobs.delete(cid);
                } else {
                    kept.add(cid);
                }
                if (i % 100 == 0) {
                    blobs.tidy();
                }
            }
        }
        for (int damage = 0; damage < 4; damage++) {
            damageIndex(folder.resolve("index"), damage);
            try (DiskBlobs blobs = new DiskBlobs(folder, hurried(1000))) {
                for (Cid cid : kept) {
                    assertThat(blobs.verify(cid)).as("%s after %d", cid, damage).isTrue();
                }
                assertThat(blobs.count()).isEqualTo(kept.size());
                List<Cid> visited = new ArrayList<>();
                blobs.forEach(visited::add);
                assertThat(visited).containsExactlyInAnyOrderElementsOf(kept);
            }
        }
    }

    private static void damageIndex(Path index, int damage) throws IOException {
        List<Path> runs;
        try (Stream<Path> files = Files.list(index)) {
            runs = files.filter(file -> file.toString().endsWith(".run"))
                    .sorted()
                    .toList();
        }
        switch (damage) {
            case 0 -> Files.delete(index.resolve("checkpoint"));
            case 1 -> flip(index.resolve("checkpoint"), 20);
            case 2 -> flip(runs.getFirst(), 100); // a page, noticed when it is read
            default -> Files.delete(runs.getLast());
        }
    }

    @Test
    void roomIsMadeInPacks() throws IOException {
        Path folder = temporary.resolve("holes");
        List<Cid> cids = new ArrayList<>();
        try (DiskBlobs blobs = new DiskBlobs(folder, hurried(1000))) {
            for (int i = 0; i < 1000; i++) {
                cids.add(blobs.put(bytes(i, 900), 0, 900));
            }
            for (int i = 0; i < 1000; i++) {
                if (i % 10 != 0) {
                    blobs.delete(cids.get(i));
                }
            }
            blobs.tidy();
            blobs.tidy();

            assertThat(size(folder.resolve("packs"))).isLessThan(400 * 1024);
        }
        for (int round = 0; round < 2; round++) {
            try (DiskBlobs blobs = new DiskBlobs(folder, hurried(1000))) {
                for (int i = 0; i < 1000; i++) {
                    assertThat(blobs.verify(cids.get(i))).isEqualTo(i % 10 == 0);
                }
                assertThat(blobs.count()).isEqualTo(100);
            }
            Files.delete(folder.resolve("index/checkpoint"));
        }
    }

    private static long size(Path folder) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    @Test
    void anInterruptedThreadSpoilsNothingForOthers() throws IOException, InterruptedException, ExecutionException {
        try (DiskBlobs blobs = new DiskBlobs(temporary.resolve("interrupted"), hurried(1000));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int each = thread;
                tasks.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        if (each % 2 == 0) {
                            Thread.currentThread().interrupt();
                        }
                        Cid cid = blobs.put(bytes(each * 100L + i, 500), 0, 500);
                        assertThat(blobs.verify(cid)).isTrue();
                        assertThat(Thread.interrupted()).isEqualTo(each % 2 == 0);
                    }
                    return null;
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
            assertThat(blobs.count()).isEqualTo(400);
        }
    }

    /// The places of docs/spec/blob-store.md.
    @Test
    void filesLieWhereTheSpecSays() throws IOException {
        Path folder = temporary.resolve("spec");
        byte[] bytes = "held without looking\n".getBytes(StandardCharsets.US_ASCII);
        String cid = "bafkreiffp6lhqm2mv4ygiys4tenh3wcnp7zazylz26mj5qob6nwmy26rji";
        try (DiskBlobs blobs = new DiskBlobs(folder, new DiskOptions(MIB, 0, MIB, 10, MIB, new Random(1)))) {
            assertThat(blobs.put(bytes, 0, bytes.length)).hasToString(cid);
        }
        SpecPage.named("blob-store.md").lists(cid);
        assertThat(folder.resolve("blobs/a5/a57f9678334caf3064625c991a7dd84d7ff20ce179d7989ec1c1f36ccc6bd14a"))
                .hasBinaryContent(bytes);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
