package community.kith.interop.matrix;

import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one test class shows. Guarded by the table's monitor.
final class Row {
    private final String part;
    private final Map<Shows.Begins, Map<String, Optional<Boolean>>> cells = new EnumMap<>(Shows.Begins.class);

    Row(Class<?> tests) {
        this.part = tests.getAnnotation(Part.class).value();
        for (Class<?> type = tests; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                Shows shows = method.getAnnotation(Shows.class);
                if (shows != null) {
                    cell(shows).put(shows.value(), Optional.empty());
                }
            }
        }
    }

    private Map<String, Optional<Boolean>> cell(Shows shows) {
        return cells.computeIfAbsent(shows.by(), begins -> new TreeMap<>());
    }

    /// What several tests show is shown when all of them passed.
    void enter(Shows shows, boolean shown) {
        cell(shows).merge(shows.value(), Optional.of(shown), (a, b) -> Optional.of(a.orElse(true) && b.orElse(true)));
    }

    String part() {
        return part;
    }

    /// Whether every test of the class was run.
    boolean isComplete() {
        return cells.values().stream().flatMap(cell -> cell.values().stream()).allMatch(Optional::isPresent);
    }

    /// A line of Markdown; what failed is struck out.
    String line() {
        return "| %s | %s | %s | %s |"
                .formatted(part, text(Shows.Begins.WE), text(Shows.Begins.JS), text(Shows.Begins.BOTH));
    }

    private String text(Shows.Begins by) {
        return cells.getOrDefault(by, Map.of()).entrySet().stream()
                .map(shown -> shown.getValue().orElse(false) ? shown.getKey() : "~~" + shown.getKey() + "~~")
                .collect(Collectors.joining(", "));
    }
}
