package community.kith.interop.matrix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The table: a row for each test class, and in its cells what was shown, by who began.
final class Matrix {
    private static final Map<Class<?>, Row> ROWS = new LinkedHashMap<>();

    private Matrix() {}

    static synchronized Row row(Class<?> tests) {
        return ROWS.computeIfAbsent(tests, Row::new);
    }

    /// The lines of those classes whose tests all ran, by part.
    static synchronized SortedMap<String, String> lines() {
        SortedMap<String, String> lines = new TreeMap<>();
        ROWS.values().stream().filter(Row::isComplete).forEach(row -> lines.put(row.part(), row.line()));
        return lines;
    }
}
