package community.kith.node.ledger;

import java.util.Optional;

/// Where a ledger in PostgreSQL is.
///
/// @param url `jdbc:postgresql://HOST:PORT/DATABASE`, with parameters of the driver behind a `?`
/// @param password empty when the server wants none, or the driver finds it by itself (`~/.pgpass`)
public record PostgresAddress(String url, Optional<String> password) {
    private static final String SCHEME = "jdbc:postgresql:";

    /// @throws IllegalArgumentException when `url` is of another kind
    public PostgresAddress {
        if (!isOne(url)) {
            throw new IllegalArgumentException(
                    "a ledger in PostgreSQL is written jdbc:postgresql://HOST:PORT/DATABASE?user=NAME");
        }
    }

    /// Whether this is how a ledger in PostgreSQL is written.
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /// Without parameters, since there may be a password among them.
    @Override
    public String toString() {
        var end = url.indexOf('?');
        return "postgresql:" + url.substring(SCHEME.length(), end < 0 ? url.length() : end);
    }
}
