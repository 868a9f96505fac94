package community.kith.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.check.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every line of the multibase test files: a heading `…, "TEXT"`, then lines `encoding, "encoded"`.
@Tag("conformance")
class MultibaseConformanceTest {
    private static final String NON_CANONICAL = "non-canonical";

    record Line(String heading, String label, String text, String encoded) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void decodesEveryLine(Line line) throws IOException {
        assertThat(Multibase.decode(line.encoded)).isEqualTo(line.bytes());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void encodesEveryCanonicalLine(Line line) throws IOException {
        Multibase.Base base = Arrays.stream(Multibase.Base.values())
                .filter(candidate -> candidate.label().equals(line.label))
                .findFirst()
                .orElseThrow();

        String encoded = Multibase.encode(base, line.bytes());

        if (line.heading.startsWith(NON_CANONICAL)) {
            assertThat(Multibase.decode(encoded)).isEqualTo(line.bytes());
        } else {
            assertThat(encoded).isEqualTo(line.encoded);
        }
    }

    static List<Line> lines() throws IOException {
        try (Stream<Path> files = Files.list(Vectors.folder("multibase"))) {
            return files.sorted().flatMap(MultibaseConformanceTest::linesOf).toList();
        }
    }

    private static Stream<Line> linesOf(Path file) {
        List<String> lines = readAll(file);
        String[] heading = cells(lines.getFirst());
        String text = heading[1].replace("\\x00", "\0");
        return lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(MultibaseConformanceTest::cells)
                .map(cells -> new Line(heading[0], cells[0], text, cells[1]));
    }

    private static String[] cells(String line) {
        int comma = line.indexOf(',');
        String quoted = line.substring(comma + 1).strip();
        return new String[] {line.substring(0, comma).strip(), quoted.substring(1, quoted.length() - 1)};
    }

    private static List<String> readAll(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }
}
