package community.kith.node.ledger;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One row of a query's result, read by column name. Valid only while its [Mapper] runs.
public final class Row {
    private final ResultSet cells;

    Row(ResultSet cells) {
        this.cells = cells;
    }

    public String text(String column) throws SQLException {
        return present(column, cells.getString(column));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(cells.getString(column));
    }

    public long number(String column) throws SQLException {
        var value = cells.getLong(column);
        if (cells.wasNull()) {
            throw empty(column);
        }
        return value;
    }

    public OptionalLong optionalNumber(String column) throws SQLException {
        var value = cells.getLong(column);
        return cells.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public boolean bool(String column) throws SQLException {
        return number(column) != 0;
    }

    public byte[] bytes(String column) throws SQLException {
        return present(column, cells.getBytes(column));
    }

    public Optional<byte[]> optionalBytes(String column) throws SQLException {
        return Optional.ofNullable(cells.getBytes(column));
    }

    /// An instant that was bound as such: milliseconds since 1970.
    public Instant instant(String column) throws SQLException {
        return Instant.ofEpochMilli(number(column));
    }

    public Optional<Instant> optionalInstant(String column) throws SQLException {
        var millis = optionalNumber(column);
        return millis.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
    }

    private static <T> T present(String column, @org.jspecify.annotations.Nullable T value) throws SQLException {
        if (value == null) {
            throw empty(column);
        }
        return value;
    }

    private static SQLException empty(String column) {
        return new SQLException("column " + column + " is empty");
    }

    /// Turns a row into a value. Runs with the database's lock held: it must be quick and touch nothing else.
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row) throws SQLException, IOException;
    }
}
