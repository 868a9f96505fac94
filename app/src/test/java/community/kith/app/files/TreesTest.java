package community.kith.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
    @TempDir
    private Path dir = Path.of("");

    private Path original = dir;
    private Path copy = dir;

    @BeforeEach
    void plant() throws IOException {
        original = dir.resolve("original");
        copy = dir.resolve("copy");
        Files.createDirectories(original.resolve("empty"));
        Files.createDirectories(original.resolve("deep/target"));
        Files.writeString(original.resolve("deep/target/built"), "not ours");
        Files.writeString(original.resolve("deep/leaf"), "green");
        Files.writeString(original.resolve("run.sh"), "echo");
        assertThat(original.resolve("run.sh").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(original.resolve("link"), Path.of("deep/leaf"));
    }

    @Test
    void aCopyDiffersInNothing() throws Exception {
        Trees.copy(original, copy, Set.of());

        assertThat(Trees.difference(original, copy)).isEmpty();
        assertThat(Trees.bytes(copy)).isEqualTo("not ours".length() + "green".length() + "echo".length());
    }

    @Test
    void leavesOutWhatIsNotWanted() throws Exception {
        Trees.copy(original, copy, Set.of("target"));

        assertThat(Trees.difference(original, copy)).contains("deep/target is missing");
        assertThat(Trees.difference(copy, original)).contains("deep/target was not there before");
    }

    @Test
    void seesEveryKindOfDifference() throws Exception {
        Trees.copy(original, copy, Set.of());
        Files.writeString(copy.resolve("deep/leaf"), "greed");
        assertThat(Trees.difference(original, copy)).contains("deep/leaf differs from byte 4 on");

        Files.writeString(copy.resolve("deep/leaf"), "green");
        assertThat(copy.resolve("run.sh").toFile().setExecutable(false)).isTrue();
        assertThat(Trees.difference(original, copy)).contains("run.sh lost or won its executable bit");

        assertThat(copy.resolve("run.sh").toFile().setExecutable(true)).isTrue();
        Files.delete(copy.resolve("link"));
        Files.createSymbolicLink(copy.resolve("link"), Path.of("elsewhere"));
        assertThat(Trees.difference(original, copy)).contains("link points elsewhere");

        Files.delete(copy.resolve("link"));
        Files.writeString(copy.resolve("link"), "green");
        assertThat(Trees.difference(original, copy)).contains("link points elsewhere");

        assertThat(Trees.difference(original, copy.resolve("run.sh"))).contains("it is of another kind");
    }

    @Test
    void deletesLinksButNeverWhatTheyPointTo() throws Exception {
        Path outside = Files.writeString(dir.resolve("outside"), "stays");
        Files.createSymbolicLink(original.resolve("out"), outside);

        Trees.delete(original);
        Trees.delete(original);

        assertThat(original).doesNotExist();
        assertThat(outside).hasContent("stays");
    }
}
