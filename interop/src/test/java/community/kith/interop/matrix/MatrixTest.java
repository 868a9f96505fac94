package community.kith.interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs after all others (`junit-platform.properties`), since it looks at what they came to. With `-Dkith.matrix=write`
/// it
/// puts that into the README instead of comparing.
@Tag("foreign")
@Tag("netns")
@Order(Integer.MAX_VALUE)
class MatrixTest {
    private static final Path README = Path.of("../p2p/README.md");
    private static final String HEAD =
            "| part | we begin | js-libp2p begins | both, or more than two |\n|---|---|---|---|\n";
    private static final String END = "\n<!-- end of the table -->";

    @Test
    void theReadmeTellsWhatTheTestsShowed() throws IOException {
        SortedMap<String, String> shown = Matrix.lines();
        assumeFalse(shown.isEmpty(), "no test that shows something was run to its end");
        String readme = Files.readString(README);
        int from = readme.indexOf(HEAD) + HEAD.length();
        int to = readme.indexOf(END);
        assertThat(to).as("the table in p2p/README.md").isGreaterThanOrEqualTo(from);
        SortedMap<String, String> told = told(readme.substring(from, to));
        if (System.getProperty("kith.matrix", "").equals("write")) {
            told.putAll(shown);
            Files.writeString(
                    README, readme.substring(0, from) + String.join("\n", told.values()) + readme.substring(to));
        } else {
            assertThat(told).containsAllEntriesOf(shown);
        }
    }

    private static SortedMap<String, String> told(String table) {
        SortedMap<String, String> told = new TreeMap<>();
        table.lines()
                .filter(line -> line.startsWith("| "))
                .forEach(line -> told.put(line.split(" \\| ", 2)[0].substring(2), line));
        return told;
    }
}
