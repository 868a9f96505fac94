package community.kith.node.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/// What differs between the databases that a ledger can be in. Everything else, and all SQL outside this package, is
/// the
/// same for both.
sealed interface Engine permits Sqlite, Postgres {
    /// Marks a database as ours: "KITH".
    long APPLICATION_ID = 0x4b495448;

    /// What messages call the database; never a secret.
    String name();

    Connection connect() throws SQLException;

    /// Readies a new connection, and makes sure that nobody else writes to the database.
    void settle(Database database) throws IOException;

    /// Looks for damage at the start, as far as that costs little.
    void glance(Database database) throws IOException;

    /// Looks for damage everywhere.
    void check(Database database) throws IOException;

    /// The statement that begins a transaction which will write.
    String beginning();

    /// Which format the database has: 0 when nothing is in it.
    ///
    /// @throws LedgerException when it belongs to another program
    long version(Database database) throws IOException;

    /// The statements that write the format down.
    String stamp(long version);

    /// A migration in this database's own words.
    String script(String sql);

    /// Whether the connection is of no more use.
    boolean isLost(SQLException cause);

    /// Whether it was the disk below that took nothing.
    static boolean isOfTheDisk(SQLException cause) {
        return Sqlite.isOfTheDisk(cause) || Postgres.isOfTheDisk(cause);
    }

    /// What an error means for the person whose ledger it is, and what to do next.
    String meaning(SQLException cause);
}
