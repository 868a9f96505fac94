package community.kith.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.store.chunk.Chunking;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Shape;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeTest {
    private static final int SIZE = 20 * 1024 * 1024 + 12_345;
    private static final Chunking SIZES = new Chunking(64 * 1024, 128 * 1024, 512 * 1024, 1024 * 1024);

    @TempDir
    private Path folder;

    private final byte[] content = Puts.bytes(5, SIZE);
    private final Shelf shelf = new Shelf(3);
    private Path target = Path.of("");

    @BeforeEach
    void nameTheTarget() {
        target = folder.resolve("film.bin");
    }

    /// Gives up after so many stripes, as when everybody leaves.
    private final class Failing implements ShardSource {
        private int left;
        private int fetched;

        Failing(int stripes) {
            this.left = stripes;
        }

        @Override
        public byte[] @Nullable [] fetch(Stripe stripe, int needed) throws IOException {
            if (left-- == 0) {
                throw new IOException("everybody left");
            }
            fetched++;
            return shelf.fetch(stripe, needed);
        }
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void goesOnWhereItWasInterrupted(Coding coding) throws IOException {
        Manifest manifest = put(coding);
        interruptAfter(manifest, 14);
        Failing rest = new Failing(Integer.MAX_VALUE);

        new ContentReader(manifest, rest).extract(target);

        assertThat(target).hasBinaryContent(content);
        assertThat(rest.fetched)
                .as("segments fetched again")
                .isBetween(1, manifest.segments().size() - 11);
        assertThat(left()).containsExactly("film.bin");
    }

    @Test
    void fetchesAgainWhatIsNoLongerWhatItWas() throws IOException {
        Manifest manifest = put(Coding.SEALED);
        interruptAfter(manifest, 14);
        Path draft = folder.resolve(left().getFirst());
        try (RandomAccessFile file = new RandomAccessFile(draft.toFile(), "rw")) {
            file.seek(100);
            file.write(content[100] ^ 1);
        }

        new ContentReader(manifest, shelf).extract(target);

        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void finishesAFileThatOnlyHadNoNameYet() throws IOException {
        Manifest manifest = put(Coding.SEALED);
        interruptAfter(manifest, 14);
        Files.write(folder.resolve(left().getFirst()), content);

        new ContentReader(manifest, shelf).extract(target);

        assertThat(target).hasBinaryContent(content);
        assertThat(left()).containsExactly("film.bin");
    }

    @Test
    void aFolderGoesOnToo() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.write(source.resolve("a-large"), Arrays.copyOf(content, 17 << 20));
        Files.createDirectory(source.resolve("b"));
        for (int i = 0; i < 20; i++) {
            Files.write(source.resolve("b/" + i), Arrays.copyOfRange(content, i * 5_000, (i + 1) * 5_000 + i));
        }
        Files.write(source.resolve("c-large"), Puts.bytes(6, 18 << 20));
        Recipe recipe = Puts.recipe(Coding.SEALED, Puts.SALT, SIZES, bytes -> new Shape(3, 5));
        Manifest manifest =
                Puts.splitter(recipe, KnownChunks.NONE).put(source, shelf).manifest();
        Path place = folder.resolve("place");
        Path mark = Unfinished.mark(place, "x");
        int all = manifest.segments().size();
        int fetched = 0;
        for (int stripes : new int[] {all / 3, all / 3, all / 4}) {
            Failing failing = new Failing(stripes);
            assertThatThrownBy(() -> new ContentReader(manifest, failing).extract(place, Optional.of(mark)))
                    .hasMessageContaining("everybody left");
            fetched += failing.fetched;
            assertThat(mark).exists();
        }
        Failing rest = new Failing(Integer.MAX_VALUE);
        new ContentReader(manifest, rest).extract(place, Optional.of(mark));

        assertThat(fetched + rest.fetched)
                .as("of %d segments, some again after each of three interruptions", all)
                .isLessThan(all + all / 2);
        for (String name : List.of("a-large", "b/0", "b/19", "c-large")) {
            assertThat(place.resolve(name)).hasSameBinaryContentAs(source.resolve(name));
        }
        assertThat(mark).doesNotExist();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(path -> path.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void sweepsWhatNobodyWillGoOnWithAndNothingElse() throws IOException {
        Path draft = aged(".kith-0123456789abcdef01234567.part", 8);
        Path fresh = aged(".kith-1123456789abcdef01234567.part", 6);
        Path held = aged(".kith-2123456789abcdef01234567.part", 100);
        Path gone = aged(".kith-4194305-3.part", 2); // no such process can be
        Path running = aged(".kith-" + ProcessHandle.current().pid() + "-99999.part", 2);
        Path other = aged(".kith-notes.part", 1_000);
        try (Unfinished.Hold hold = Unfinished.hold(held)) {
            assertThat(hold).isNotNull();
            Files.setLastModifiedTime(held, FileTime.from(Instant.now().minus(Duration.ofDays(100))));
            Unfinished.sweep(folder, Instant.now());
            assertThatThrownBy(() -> Unfinished.hold(held)).hasMessageContaining("under way");
        }
        assertThat(List.of(fresh, held, running, other))
                .allSatisfy(path -> assertThat(path).exists());
        assertThat(List.of(draft, gone)).allSatisfy(path -> assertThat(path).doesNotExist());
    }

    private Path aged(String name, int days) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "left");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }

    private Manifest put(Coding coding) throws IOException {
        Path source = folder.resolveSibling(folder.getFileName() + "-source");
        Files.write(source, content);
        try {
            Recipe recipe = Puts.recipe(coding, Puts.SALT, SIZES, bytes -> new Shape(3, 5));
            return Puts.splitter(recipe, KnownChunks.NONE).put(source, shelf).manifest();
        } finally {
            Files.delete(source);
        }
    }

    private void interruptAfter(Manifest manifest, int stripes) throws IOException {
        assertThatThrownBy(() -> new ContentReader(manifest, new Failing(stripes)).extract(target))
                .hasMessageContaining("everybody left");
        assertThat(left()).singleElement().asString().endsWith(".part");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
