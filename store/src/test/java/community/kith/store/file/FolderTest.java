package community.kith.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import community.kith.base.name.Cid;
import community.kith.store.chunk.Chunker;
import community.kith.store.chunk.Chunking;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Root;
import community.kith.store.manifest.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
    private static final int FRAME = Puts.FRAME;

    @TempDir
    private Path temporary;

    private Path source;
    private Path target;

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createDirectory(temporary.resolve("source"));
        target = temporary.resolve("target");
    }

    @Test
    void aFolderComesBackAsItWas() throws IOException {
        write("a.txt", Puts.bytes(1, 10));
        write("big.bin", Puts.bytes(2, 7 * FRAME + 3));
        write("nothing", new byte[0]);
        write("sub/deeper/run.sh", Puts.bytes(3, 100));
        write("sub!/sorted between", Puts.bytes(4, 100));
        write("größe/naïve 名前.txt", Puts.bytes(5, 100));
        write("z-last-is-empty", new byte[0]);
        Files.setPosixFilePermissions(
                source.resolve("sub/deeper/run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(
                source.resolve("a.txt"), FileTime.from(Instant.parse("1999-12-31T23:59:59.123456789Z")));
        Files.createDirectories(source.resolve("empty/inside"));
        Files.createSymbolicLink(source.resolve("to-a"), Path.of("a.txt"));
        Files.createSymbolicLink(source.resolve("sub/out"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(source.resolve("loop"), Path.of("."));

        for (Coding coding : Coding.values()) {
            Shelf shelf = new Shelf(1);
            Split split = Puts.splitter(coding).put(source, shelf);
            target = temporary.resolve("target-" + coding);
            Manifest manifest = ContentReader.open(split.link(), split.root().blob(), shelf);
            assertThat(manifest.name()).isEqualTo("source");
            assertThat(manifest.kind()).isEqualTo(Kind.FOLDER);
            new ContentReader(manifest, shelf).extract(target);
            assertThat(listing(target)).isEqualTo(listing(source));
            assertThat(split.skipped()).isEmpty();
        }
        assertThat(Files.isExecutable(target.resolve("sub/deeper/run.sh"))).isTrue();
        assertThat(Files.isExecutable(target.resolve("a.txt"))).isFalse();
    }

    @Test
    void oneEntryIsReadWithoutTheRest() throws IOException {
        write("a", Puts.bytes(1, 5 * FRAME));
        write("b/c", Puts.bytes(2, 70_000));
        Shelf shelf = new Shelf(2);
        Split split = Puts.splitter(Coding.SEALED).put(source, shelf);
        Entry.File file = (Entry.File) split.manifest().entry("b/c").orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new ContentReader(split.manifest(), shelf).copy(file, out);

        assertThat(out.toByteArray()).isEqualTo(Puts.bytes(2, 70_000));
        assertThat(split.manifest().entry("b")).isEmpty();
    }

    @Test
    void aFileComesBackUnderAnyName() throws IOException {
        write("one.txt", Puts.bytes(3, 1000));
        Files.setLastModifiedTime(source.resolve("one.txt"), FileTime.from(Puts.NOW));
        Shelf shelf = new Shelf(3);
        Split split = Puts.splitter(Coding.SEALED).put(source.resolve("one.txt"), shelf);
        Files.writeString(target, "what was there before");

        new ContentReader(split.manifest(), shelf).extract(target);

        assertThat(target).hasBinaryContent(Puts.bytes(3, 1000));
        assertThat(Files.getLastModifiedTime(target)).isEqualTo(FileTime.from(Puts.NOW));
        assertThat(split.manifest().name()).isEqualTo("one.txt");
    }

    @Test
    void anEmptyFolderComesBack() throws IOException {
        Shelf shelf = new Shelf(4);
        Split split = Puts.splitter(Coding.SEALED).put(source, "nothing here", shelf);
        assertThat(shelf.shards).isEmpty();

        new ContentReader(split.manifest(), shelf).extract(target);

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void whatChangesWhileItIsReadIsRecordedAsItWasRead() throws IOException {
        for (String name : new String[] {"a-grows", "b-shrinks", "c-vanishes", "d-stays"}) {
            write(name, Puts.bytes(5, 2 * FRAME));
        }
        FolderWalk walk = FolderWalk.of(source);
        write("a-grows", Puts.bytes(6, 9 * FRAME));
        write("b-shrinks", Puts.bytes(7, 11));
        Files.delete(source.resolve("c-vanishes"));
        Shelf shelf = new Shelf(5);
        List<String> skipped = new ArrayList<>();

        try (Conveyor conveyor = new Conveyor(shelf)) {
            SegmentWriter out = new SegmentWriter(
                    new Chunker(Puts.SMALL, Puts.SALT),
                    KnownChunks.NONE,
                    new SegmentSealer(Puts.recipe(Coding.PLAIN, bytes -> new Shape(3, 5))),
                    conveyor,
                    walk.sizeBytes());
            List<Entry> entries = new FolderSource(source, walk, Optional.empty()).writeTo(out, skipped);
            out.finish();
            conveyor.await();
            assertThat(entries).map(Entry::path).containsExactly("a-grows", "b-shrinks", "d-stays");
            assertThat(((Entry.File) entries.get(2)).endBytes())
                    .isEqualTo(11 * FRAME + 11)
                    .isEqualTo(out.plainBytes());
        }
        assertThat(skipped).containsExactly("c-vanishes: vanished before it was read");
    }

    @Test
    void specialFilesAreSkippedAndNamed() throws IOException, InterruptedException {
        write("real", new byte[1]);
        assumeTrue(new ProcessBuilder("mkfifo", source.resolve("pipe").toString())
                        .start()
                        .waitFor()
                == 0);

        Split split = Puts.splitter(Coding.SEALED).put(source, new Shelf(6));

        assertThat(split.skipped()).containsExactly("pipe: neither file, folder nor symbolic link");
        assertThat(split.manifest().entries()).map(Entry::path).containsExactly("real");
        assertThatThrownBy(() -> Puts.splitter(Coding.SEALED).put(source.resolve("pipe"), new Shelf(6)))
                .hasMessageContaining("neither a file nor a folder");
    }

    @Test
    void unreadableFilesAreNamedBeforeAnythingIsSent() throws IOException {
        write("a", new byte[10]);
        write("b/secret", new byte[10]);
        Files.setPosixFilePermissions(source.resolve("b/secret"), PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(source.resolve("b/secret")), "root reads everything");
        Shelf shelf = new Shelf(7);

        assertThatThrownBy(() -> Puts.splitter(Coding.SEALED).put(source, shelf))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("b/secret");
        assertThat(shelf.shards).isEmpty();
    }

    @Test
    void manyFilesSpillIntoAnIndex() throws IOException {
        int files = 50_000;
        for (int i = 0; i < files; i++) {
            Path folder = source.resolve("folder " + i / 1000);
            if (i % 1000 == 0) {
                Files.createDirectory(folder);
            }
            Files.write(
                    folder.resolve("file number " + i + ".txt"),
                    Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
        }
        Shelf shelf = new Shelf(8);

        Split split =
                Puts.splitter(Coding.SEALED, new Shape(4, 7), KnownChunks.NONE).put(source, shelf);

        assertThat(split.root().blob()).hasSizeLessThan(Root.MAX_BYTES);
        assertThat(split.manifest().index()).isNotEmpty();
        assertThat(shelf.taken).isEqualTo(split.manifest().allSegments());
        Manifest opened = ContentReader.open(split.link(), split.root().blob(), shelf);
        assertThat(opened).isEqualTo(split.manifest());
        assertThat(opened.entries()).hasSize(files);
        assertThat(shelf.contains("file number".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        Entry.File some =
                (Entry.File) opened.entry("folder 31/file number 31415.txt").orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ContentReader(opened, shelf).copy(some, out);
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("31415");
    }

    @Test
    void aSmallChangeAmongManyFilesMovesFewChunks() throws IOException {
        Random random = new Random(12);
        long total = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] content = Puts.bytes(1000 + i, random.nextInt(6000));
            write("%02d/%04d".formatted(i / 100, i), content);
            total += content.length;
        }
        Shelf shelf = new Shelf(12);
        Splitter splitter = Puts.splitter(Coding.SEALED, new Shape(3, 5), shelf);
        Split first = splitter.put(source, shelf);
        int before = shelf.chunks.size();
        write("10/1003", Puts.bytes(99, 3333));
        Split changed = splitter.put(source, shelf);
        Files.delete(source.resolve("03/0350"));
        write("03/0350 has another name", Puts.bytes(1350, 100));
        Split again = splitter.put(source, shelf);

        assertThat(first.newBytes()).isEqualTo(total);
        assertThat(changed.newBytes()).isBetween(3333L, 3L * Puts.SMALL.maxBytes());
        assertThat(again.newBytes()).isBetween(100L, 3L * Puts.SMALL.maxBytes());
        assertThat(shelf.chunks.size() - before).isBetween(2, 12);
        assertThat(changed.manifest().segments())
                .containsAll(first.manifest().segments().subList(0, 2));
        new ContentReader(again.manifest(), shelf).extract(target);
        assertThat(listing(target)).isEqualTo(listing(source));
    }

    @Test
    void whatLittleIsNeededOfASegmentIsStoredAgain() throws IOException {
        write("little", Puts.bytes(21, 5000));
        write("much", Puts.bytes(22, 40 * FRAME));
        Shelf shelf = new Shelf(21);
        Splitter splitter =
                Puts.splitter(Puts.recipe(Coding.SEALED, Puts.SALT, Chunking.DEFAULT, bytes -> new Shape(3, 5)), shelf);
        Instant later = Instant.now().plusSeconds(60);
        Split first = splitter.put(source, shelf);
        Files.delete(source.resolve("much"));
        Split second = splitter.put(source, "it", Optional.of(new Baseline(first.manifest(), later, 1)), shelf);

        Split third = splitter.put(source, "it", Optional.of(new Baseline(second.manifest(), later, 1)), shelf);
        Split fourth = splitter.put(source, "it", Optional.of(new Baseline(third.manifest(), later, 1)), shelf);

        assertThat(second.manifest().segments())
                .isEqualTo(first.manifest().segments())
                .hasSize(1);
        assertThat(second.newBytes()).isZero();
        assertThat(third.newBytes()).isEqualTo(5000);
        assertThat(third.manifest().segments())
                .hasSize(1)
                .doesNotContainAnyElementsOf(first.manifest().segments());
        assertThat(fourth.manifest().segments()).isEqualTo(third.manifest().segments());
        assertThat(fourth.newBytes()).isZero();
        new ContentReader(fourth.manifest(), shelf).extract(target);
        assertThat(listing(target)).isEqualTo(listing(source));
    }

    @Test
    void aByteInsertedIntoALargeFileMovesFewChunks() throws IOException {
        byte[] content = Puts.bytes(13, 60 * FRAME);
        byte[] longer = new byte[content.length + 1];
        System.arraycopy(content, 0, longer, 0, 30 * FRAME);
        longer[30 * FRAME] = 7;
        System.arraycopy(content, 30 * FRAME, longer, 30 * FRAME + 1, 30 * FRAME);
        write("big", content);
        Shelf shelf = new Shelf(13);
        Splitter splitter = Puts.splitter(Coding.SEALED, new Shape(3, 5), shelf);
        splitter.put(source.resolve("big"), shelf);
        int segments = shelf.taken.size();

        write("big", longer);
        Split changed = splitter.put(source.resolve("big"), shelf);

        assertThat(changed.newBytes()).isBetween(1L, 3L * Puts.SMALL.maxBytes());
        assertThat(shelf.taken).hasSizeLessThanOrEqualTo(segments + 2);
        new ContentReader(changed.manifest(), shelf).extract(target);
        assertThat(target).hasBinaryContent(longer);
    }

    @Test
    void aLargeFileThatMovesElsewhereIsFoundAgain() throws IOException {
        byte[] large = Puts.bytes(14, 20 * FRAME);
        write("a/large", large);
        write("b/another", Puts.bytes(15, 3 * FRAME));
        Shelf shelf = new Shelf(14);
        Splitter splitter = Puts.splitter(Coding.SEALED, new Shape(3, 5), shelf);
        splitter.put(source, shelf);

        Files.delete(source.resolve("a/large"));
        write("c/d/now here", large);
        Split moved = splitter.put(source, shelf);
        Split alone = splitter.put(source.resolve("c/d/now here"), shelf);

        assertThat(moved.newBytes()).isLessThan(2L * Puts.SMALL.maxBytes());
        assertThat(alone.newBytes()).isLessThan(2L * Puts.SMALL.maxBytes());
        new ContentReader(moved.manifest(), shelf).extract(target);
        assertThat(target.resolve("c/d/now here")).hasBinaryContent(large);
    }

    @Test
    void anEmptyFileAmongOthersIsReadAlone() throws IOException {
        write("a", Puts.bytes(1, 100));
        write("b", new byte[0]);
        write("c", Puts.bytes(2, 100));
        Shelf shelf = new Shelf(15);
        Manifest manifest = Puts.splitter(Coding.SEALED).put(source, shelf).manifest();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new ContentReader(manifest, shelf).copy((Entry.File) manifest.entry("b").orElseThrow(), out);

        assertThat(out.size()).isZero();
    }

    /// The index of such a file repeats itself too.
    @Test
    void whatRepeatsItselfEndlesslyComesBack() throws IOException {
        int sizeBytes = 60_000 * 256;
        Path sparse = source.resolve("sparse");
        try (FileChannel file = FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), sizeBytes - 1);
        }
        Recipe recipe =
                Puts.recipe(Coding.SEALED, Puts.SALT, new Chunking(64, 128, 256, 64 * 1024), bytes -> new Shape(2, 3));
        Shelf shelf = new Shelf(16);

        Split split = Puts.splitter(recipe, KnownChunks.NONE).put(sparse, shelf);

        assertThat(split.manifest().index()).hasSizeGreaterThan(2);
        assertThat(split.newBytes()).isLessThan(1000);
        Manifest opened = ContentReader.open(split.link(), split.root().blob(), shelf);
        assertThat(opened).isEqualTo(split.manifest());
        new ContentReader(opened, shelf).extract(target);
        assertThat(Files.mismatch(sparse, target)).isEqualTo(-1);
    }

    @Test
    void nothingIsWrittenThroughALinkThatIsInTheWay() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        write("inner/file", new byte[10]);
        write("plain", new byte[10]);
        Shelf shelf = new Shelf(9);
        Split split = Puts.splitter(Coding.SEALED).put(source, shelf);
        Files.createDirectory(target);
        Files.createSymbolicLink(target.resolve("inner"), outside);

        assertThatThrownBy(() -> new ContentReader(split.manifest(), shelf).extract(target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in the way");
        assertThat(outside).isEmptyDirectory();

        Files.delete(target.resolve("inner"));
        Files.writeString(outside.resolve("precious"), "precious");
        Files.createSymbolicLink(target.resolve("plain"), outside.resolve("precious"));
        new ContentReader(split.manifest(), shelf).extract(target);
        assertThat(outside.resolve("precious")).hasContent("precious");
        assertThat(Files.isRegularFile(target.resolve("plain"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void aGetThatFailsLeavesNoHalfFile() throws IOException {
        write("a", Puts.bytes(1, 10));
        write("b", Puts.bytes(2, 9 * FRAME));
        Shelf shelf = new Shelf(10);
        Split split = Puts.splitter(Coding.SEALED).put(source, shelf);
        Cid late = split.manifest().segments().getLast().stripe().shards().getFirst();
        ShardSource breaking = (segment, needed) -> {
            if (segment.shards().contains(late)) {
                throw new IOException("too few holders");
            }
            return shelf.fetch(segment, needed);
        };

        assertThatThrownBy(() -> new ContentReader(split.manifest(), breaking).extract(target))
                .hasMessage("too few holders");

        try (Stream<Path> left = Files.list(target)) {
            assertThat(left).containsExactly(target.resolve("a"));
        }
    }

    @Test
    void namesThatWouldLeaveTheFolderAreRefusedByEveryLayer() throws IOException {
        for (String name :
                new String[] {"..", ".", "/etc/x", "a//b", "a/../b", "../x", "a/", "C:/x", "C:\\x", "C:", "a\0b", ""}) {
            assertThatThrownBy(() -> new Entry.File(name, 0, 1, Puts.NOW, false))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        Folders folders = new Folders(temporary);
        for (String name : new String[] {"..", "a/..", "../x", ""}) {
            assertThatThrownBy(() -> folders.placeOf(name)).as(name).isInstanceOf(IOException.class);
        }
    }

    @Test
    void memoryDoesNotGrowWithTheFile() throws IOException {
        Random random = new Random(11);
        Path big = source.resolve("big");
        try (OutputStream out = Files.newOutputStream(big)) {
            for (int i = 0; i < 64; i++) {
                out.write(Puts.bytes(random.nextLong(), FRAME * 16));
            }
        }
        Recipe recipe = Puts.recipe(
                Coding.SEALED,
                Puts.SALT,
                new Chunking(16 * 1024, FRAME, 4 * FRAME, 16 * FRAME),
                bytes -> new Shape(4, 7));
        Map<byte[], Boolean> seen = new WeakHashMap<>();
        List<Integer> alive = new ArrayList<>();
        int[] segments = new int[1];

        Split split = Puts.splitter(recipe, KnownChunks.NONE).put(big, segment -> {
            for (byte[] shard : segment.shards()) {
                seen.put(shard, true);
            }
            if (++segments[0] % 16 == 0) {
                System.gc();
                alive.add(seen.size());
            }
        });

        assertThat(split.manifest().segments()).hasSizeBetween(64, 128);
        assertThat(alive)
                .as("one set of shards, which is filled again and again")
                .hasSizeGreaterThan(3);
        assertThat(alive).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(7));
    }

    private void write(String path, byte[] content) throws IOException {
        Files.createDirectories(source.resolve(path).getParent());
        Files.write(source.resolve(path), content);
    }

    /// Path to what is there, with contents and times.
    private static Map<String, String> listing(Path root) throws IOException {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                listing.put(root.relativize(path).toString(), describe(path));
            }
        }
        return listing;
    }

    private static String describe(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        if (Files.isDirectory(path)) {
            return "folder";
        }
        return Cid.ofRaw(Files.readAllBytes(path)) + " " + Files.getLastModifiedTime(path) + " "
                + Files.isExecutable(path);
    }
}
