package community.kith.node.log;

import community.kith.base.bytes.Ipld;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ledger as views use it, whose calls declare no failure.
public final class Tables {
    private final Database database;

    public Tables(Database database) {
        this.database = database;
    }

    public int update(String sql, @Nullable Object... arguments) {
        return reading(() -> database.update(sql, arguments));
    }

    public <T> Optional<T> first(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return reading(() -> database.first(sql, mapper, arguments));
    }

    public <T> List<T> query(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return reading(() -> database.query(sql, mapper, arguments));
    }

    public boolean any(String sql, @Nullable Object... arguments) {
        return reading(() -> database.any(sql, arguments));
    }

    /// All rows as a list.
    public Ipld rows(String sql, Row.Mapper<Ipld> mapper) {
        return Ipld.list(query(sql, mapper));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
