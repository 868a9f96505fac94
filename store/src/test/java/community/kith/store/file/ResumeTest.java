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
import java.util.List;
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
