package community.kith.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A page of the documentation that promises what tests keep.
public final class SpecPage {
    private final String name;
    private final List<String> lines;

    private SpecPage(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    /// @param name below `docs`
    public static SpecPage read(String name) throws IOException {
        return new SpecPage(name, Files.readAllLines(Path.of("..", "docs").resolve(name)));
    }

    /// The page has a table row with exactly these cells.
    public void hasRow(Object... cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(cell).append(" |");
        }
        assertThat(lines).as("rows of %s", name).contains(row.toString());
    }

    /// The second cell of the row that begins with this one, without its quotes.
    public String value(String firstCell) {
        String start = "| " + firstCell + " | `";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length(), line.length() - "` |".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no row " + firstCell));
    }
}
