package community.kith.community.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The table of docs/guide/durability.md that tells how much lighter it gets for each, the more hold a thing.
class LawTableTest {
    private static final List<Integer> HOLDERS = List.of(3, 5, 7, 10, 20, 50, 100);
    private static final List<Double> PARTS = List.of(0.5, 0.8, 0.9, 0.95);
    private static final double MEGABYTES = 1000;

    @Test
    void isWhatTheCodeChooses() throws IOException {
        String page = Files.readString(Path.of("../docs/guide/durability.md"));

        assertThat(page).contains(table());
    }

    private static String table() {
        String head = "| holders | " + PARTS.stream().map(p -> "p = " + p).collect(Collectors.joining(" | ")) + " |\n"
                + "|---|" + "---|".repeat(PARTS.size()) + "\n";
        return head
                + HOLDERS.stream()
                        .map(holders -> "| " + holders + " | "
                                + PARTS.stream()
                                        .map(part -> cell(holders, part))
                                        .collect(Collectors.joining(" | "))
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static String cell(int holders, double part) {
        Redundancy.Choice choice = Redundancy.DEFAULT.choose(IntStream.range(0, holders)
                .mapToObj(i -> new Candidate(Circle.peer(i), Circle.house(i), 1L << 40, true, part))
                .toList());
        double each = MEGABYTES * choice.shape().expansion() / holders;
        return String.format(
                Locale.ROOT,
                "%.0f MB (%d-of-%d%s)",
                each,
                choice.k(),
                choice.n(),
                choice.meetsTarget() ? "" : ", too few");
    }
}
