package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands for the question marks of a statement; [Database] says which types may.
final class Arguments {
    private Arguments() {}

    /// The statement with as many marks for a collection as it takes. Their number is a power of two, so that few
    /// different statements come of it.
    static String spread(String sql, @Nullable Object... values) {
        if (Arrays.stream(values).noneMatch(Collection.class::isInstance)) {
            return sql;
        }
        var spread = new StringBuilder();
        var from = 0;
        for (var value : values) {
            var mark = sql.indexOf('?', from);
            if (mark < 0) {
                throw new IllegalArgumentException("more values than marks in " + sql);
            }
            spread.append(sql, from, mark + 1);
            if (value instanceof Collection<?> several) {
                spread.append(", ?".repeat(marks(several) - 1));
            }
            from = mark + 1;
        }
        return spread.append(sql, from, sql.length()).toString();
    }

    /// One value for each mark of [#spread]: a collection's last again for those that are left over, NULL for an empty
    /// one.
    static List<@Nullable Object> flat(@Nullable Object... values) {
        var flat = new ArrayList<@Nullable Object>(values.length);
        for (var value : values) {
            if (value instanceof Collection<?> several) {
                var last = flat.size() + marks(several);
                flat.addAll(several);
                while (flat.size() < last) {
                    flat.add(several.isEmpty() ? null : flat.getLast());
                }
            } else {
                flat.add(value);
            }
        }
        return flat;
    }

    private static int marks(Collection<?> several) {
        return several.size() < 2 ? 1 : Integer.highestOneBit(several.size() - 1) << 1;
    }

    static void bind(PreparedStatement statement, int at, @Nullable Object argument) throws SQLException {
        switch (argument) {
            case null -> statement.setObject(at, null);
            case String text -> statement.setString(at, text);
            case Integer number -> statement.setInt(at, number);
            case Long number -> statement.setLong(at, number);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Boolean truth -> statement.setInt(at, truth ? 1 : 0);
            case Instant instant -> statement.setLong(at, instant.toEpochMilli());
            case Cid name -> statement.setString(at, name.toString());
            case Did name -> statement.setString(at, name.toString());
            case PeerId name -> statement.setString(at, name.toString());
            case Multiaddr address -> statement.setString(at, address.toString());
            case Optional<?> optional -> bind(statement, at, optional.orElse(null));
            default ->
                throw new IllegalArgumentException(
                        "cannot bind a " + argument.getClass().getName());
        }
    }
}
