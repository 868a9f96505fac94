package community.kith.interop.matrix;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The table: parts down, who begins across, and in each cell what was shown. Guarded by its own monitor.
final class Matrix {
    private static final Map<String, Map<Shows.Begins, Map<String, Boolean>>> ROWS = new TreeMap<>();

    private Matrix() {}

    /// What was shown by several tests was shown when all of them passed.
    static synchronized void enter(String part, Shows shows, boolean shown) {
        ROWS.computeIfAbsent(part, row -> new EnumMap<>(Shows.Begins.class))
                .computeIfAbsent(shows.by(), cell -> new TreeMap<>())
                .merge(shows.value(), shown, Boolean::logicalAnd);
    }

    static synchronized int parts() {
        return ROWS.size();
    }

    /// As Markdown; what failed is struck out.
    static synchronized String table() {
        String rows = ROWS.entrySet().stream()
                .map(row -> "| %s | %s | %s | %s |"
                        .formatted(
                                row.getKey(),
                                cell(row.getValue(), Shows.Begins.WE),
                                cell(row.getValue(), Shows.Begins.JS),
                                cell(row.getValue(), Shows.Begins.BOTH)))
                .collect(Collectors.joining("\n"));
        return "| part | we begin | js-libp2p begins | both, or more than two |\n|---|---|---|---|\n" + rows + "\n";
    }

    private static String cell(Map<Shows.Begins, Map<String, Boolean>> row, Shows.Begins by) {
        return Optional.ofNullable(row.get(by)).orElse(Map.of()).entrySet().stream()
                .map(shown -> shown.getValue() ? shown.getKey() : "~~" + shown.getKey() + "~~")
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
