package community.kith.node.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The node's one database, in the shape this version knows. Every table of every room of `node` is made here, by the
/// numbered scripts beside this class, so that one transaction can span them all.
public final class Ledger implements AutoCloseable {
    private static final List<Migration> MIGRATIONS = List.of(
            Migration.resource(Ledger.class, "001-holdings.sql"),
            Migration.resource(Ledger.class, "002-people.sql"),
            Migration.resource(Ledger.class, "003-files.sql"),
            Migration.resource(Ledger.class, "004-commons.sql"),
            Migration.resource(Ledger.class, "005-attendance.sql"),
            Migration.resource(Ledger.class, "006-rights.sql"),
            Migration.resource(Ledger.class, "007-backups.sql"),
            Migration.resource(Ledger.class, "008-stewards.sql"),
            Migration.resource(Ledger.class, "009-damaged.sql"),
            Migration.resource(Ledger.class, "010-lists.sql"),
            Migration.resource(Ledger.class, "011-layers.sql"),
            Migration.resource(Ledger.class, "012-notices.sql"),
            Migration.resource(Ledger.class, "013-denylists.sql"),
            Migration.resource(Ledger.class, "014-logs.sql"),
            Migration.resource(Ledger.class, "015-papers.sql"),
            Migration.resource(Ledger.class, "016-journal.sql"),
            Migration.resource(Ledger.class, "017-account.sql"),
            Migration.resource(Ledger.class, "018-cache.sql"),
            Migration.resource(Ledger.class, "019-recovery.sql"),
            Migration.resource(Ledger.class, "020-endings.sql"),
            Migration.resource(Ledger.class, "021-own-devices.sql"),
            Migration.resource(Ledger.class, "022-grants.sql"),
            Migration.resource(Ledger.class, "023-checkpoints.sql"));

    private final Database database;

    private Ledger(Database database) {
        this.database = database;
    }

    /// Opens the ledger in `file` (`HOME/ledger.db`), creating it when there is none.
    ///
    /// @throws LedgerException naming the file and the next step when it is damaged, foreign or newer than this program
    public static Ledger open(Path file) throws IOException {
        return new Ledger(Database.open(file, MIGRATIONS));
    }

    /// Opens the ledger in a PostgreSQL database of its own, for nodes that are too large for one file.
    ///
    /// @throws LedgerException when the server does not answer, the database is another program's, or another node has
    /// it
    public static Ledger open(PostgresAddress address) throws IOException {
        return new Ledger(Database.open(address, MIGRATIONS));
    }

    /// A ledger that is forgotten when it is closed, for tests and simulations.
    public static Ledger inMemory() throws IOException {
        return new Ledger(Database.inMemory(MIGRATIONS));
    }

    public Database database() {
        return database;
    }

    /// Does all of `work` or nothing of it; see [Database#transaction].
    public <T> T transaction(Database.Work<T> work) throws IOException {
        return database.transaction(work);
    }

    /// As [#transaction], for work that yields nothing.
    public void inTransaction(Database.Deed deed) throws IOException {
        database.inTransaction(deed);
    }

    @Override
    public void close() {
        database.close();
    }
}
