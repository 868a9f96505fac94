package community.kith.interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs after all others (`junit-platform.properties`), since it looks at what they came to.
@Tag("foreign")
@Order(Integer.MAX_VALUE)
class MatrixTest {
    private static final Path README = Path.of("../p2p/README.md");
    private static final String BEGIN =
            "<!-- matrix: made by MatrixTest; mvn verify -Pforeign -Dkith.matrix=write -->\n";
    private static final String END = "<!-- end of matrix -->";
    private static final int PARTS = 10;

    @Test
    void theReadmeTellsWhatTheTestsShowed() throws IOException {
        assumeTrue(Matrix.parts() >= PARTS, "only some of the tests ran");
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        assertThat(to).as("the marks in p2p/README.md").isGreaterThan(from);
        if (System.getProperty("kith.matrix", "").equals("write")) {
            Files.writeString(README, readme.substring(0, from) + Matrix.table() + readme.substring(to));
        } else {
            assertThat(readme.substring(from, to)).isEqualTo(Matrix.table());
        }
    }
}
