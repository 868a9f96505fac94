package community.kith.node.ledger;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One SQLite database behind one connection: statements, queries and transactions, nothing more.
///
/// `lock` guards the connection and the statements; every call takes it, and a transaction keeps it from its beginning
/// to
/// its end, so whatever runs inside one sees nobody else's changes. The lock is reentrant: calls made inside a
/// transaction
/// belong to it, and a transaction inside a transaction is a savepoint of it. Code that holds this lock must not wait
/// for
/// the network or for a lock whose holders use the database.
///
/// Arguments are bound by type: text, `long`/`int`, `byte[]`, `boolean` (1 or 0), [java.time.Instant] (milliseconds
/// since 1970),
/// names (CIDs, DIDs, peer ids, multiaddrs: as text), and `Optional` of these (empty is NULL). A `Collection` stands
/// for all that is in it, in `x IN (?)`; it is true for nothing when it is empty.
///
/// A commit on disk has reached the disk when the call returns (WAL, `synchronous=FULL`).
public final class Database implements AutoCloseable {
    private static final int STATEMENTS_KEPT = 64;
    private static final String PRAGMAS = """
            PRAGMA busy_timeout=5000;
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=FULL;
            PRAGMA cache_size=-1024;
            PRAGMA journal_size_limit=4194304;
            PRAGMA temp_store=MEMORY;
            PRAGMA foreign_keys=ON;
            PRAGMA trusted_schema=OFF;
            """;

    private final ReentrantLock lock = new ReentrantLock();
    private final String name;
    private final Connection connection;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();
    private int depth;

    private Database(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /// Opens the database in `file`, creating it when there is none, checks it, and brings it to the newest of
    /// `migrations`.
    public static Database open(Path file, List<Migration> migrations) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new LedgerException(file + ": there is no folder " + folder + "; make it, or choose another home");
        }
        NativeLibrary.unpackBeside(file);
        return open(file.toString(), "jdbc:sqlite:" + file.toAbsolutePath(), migrations);
    }

    /// A database that lives as long as this object, for tests and simulations.
    public static Database inMemory(List<Migration> migrations) throws IOException {
        return open("ledger in memory", "jdbc:sqlite::memory:", migrations);
    }

    private static Database open(String name, String url, List<Migration> migrations) throws IOException {
        Connection connection;
        try {
            connection = DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw LedgerException.of(name, "opening it", e);
        }
        var database = new Database(name, connection);
        try {
            database.script(PRAGMAS);
            database.check();
            Migration.apply(database, migrations);
            return database;
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// What messages call it: the file's path.
    public String name() {
        return name;
    }

    /// Changes rows.
    ///
    /// @return how many
    public int update(String sql, @Nullable Object... arguments) throws IOException {
        return run(sql, arguments, PreparedStatement::executeUpdate);
    }

    /// All rows, in the order the query gives them. The caller bounds how many there can be.
    public <T> List<T> query(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) throws IOException {
        return run(sql, arguments, statement -> {
            try (var cells = statement.executeQuery()) {
                var row = new Row(cells);
                var rows = new ArrayList<T>();
                while (cells.next()) {
                    rows.add(mapper.map(row));
                }
                return rows;
            }
        });
    }

    /// The first row, if there is any.
    public <T> Optional<T> first(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) throws IOException {
        return run(sql, arguments, statement -> {
            try (var cells = statement.executeQuery()) {
                return cells.next() ? Optional.of(mapper.map(new Row(cells))) : Optional.empty();
            }
        });
    }

    /// The first column of the first row as a number; 0 when there is no row or it is NULL.
    public long number(String sql, @Nullable Object... arguments) throws IOException {
        return run(sql, arguments, statement -> {
            try (var cells = statement.executeQuery()) {
                return cells.next() ? cells.getLong(1) : 0L;
            }
        });
    }

    /// Whether the query has any row.
    public boolean any(String sql, @Nullable Object... arguments) throws IOException {
        return first(sql, row -> Boolean.TRUE, arguments).isPresent();
    }

    /// Does all of `work` or, when it throws, nothing of it.
    public <T> T transaction(Work<T> work) throws IOException {
        lock.lock();
        try {
            var outer = depth == 0;
            script(outer ? "BEGIN IMMEDIATE" : "SAVEPOINT s" + depth);
            depth++;
            var done = false;
            try {
                var result = work.run();
                script(outer ? "COMMIT" : "RELEASE s" + (depth - 1));
                done = true;
                return result;
            } finally {
                depth--;
                if (!done) {
                    rollBack(outer);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// As [#transaction], for work that yields nothing.
    public void inTransaction(Deed deed) throws IOException {
        this.<Boolean>transaction(() -> {
            deed.run();
            return true;
        });
    }

    /// Whether the calling thread is inside a transaction.
    public boolean inTransaction() {
        return lock.isHeldByCurrentThread() && depth > 0;
    }

    /// Reads through the whole file's structure.
    ///
    /// @throws LedgerException saying what is damaged
    public void check() throws IOException {
        var finding = first("PRAGMA quick_check(1)", row -> row.text("quick_check"));
        if (finding.isPresent() && !finding.get().equals("ok")) {
            throw LedgerException.damaged(name, finding.get());
        }
    }

    /// Runs a script of statements without arguments.
    void script(String sql) throws IOException {
        lock.lock();
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw LedgerException.of(name, firstWords(sql), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (var statement : idle.values()) {
                statement.close();
            }
            idle.clear();
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.WARNING, name + ": closing failed; what was committed is safe", e);
        } finally {
            lock.unlock();
        }
    }

    private void rollBack(boolean outer) {
        try {
            script(outer ? "ROLLBACK" : "ROLLBACK TO s" + depth + "; RELEASE s" + depth);
        } catch (IOException e) {
            // SQLite rolls back by itself when the disk is full or fails; the error that made us come here is on its
            // way.
            System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG, "nothing to roll back", e);
        }
    }

    private <T> T run(String template, @Nullable Object[] values, Use<T> use) throws IOException {
        var sql = Arguments.spread(template, values);
        var arguments = Arguments.flat(values);
        lock.lock();
        try {
            // Out of the cache while in use, so that a mapper that asks the same question gets a statement of its own.
            var kept = idle.remove(sql);
            var statement = kept == null ? connection.prepareStatement(sql) : kept;
            try {
                for (var i = 0; i < arguments.size(); i++) {
                    Arguments.bind(statement, i + 1, arguments.get(i));
                }
                return use.with(statement);
            } finally {
                keep(sql, statement);
            }
        } catch (SQLException e) {
            throw LedgerException.of(name, firstWords(sql), e);
        } catch (ProtocolException e) {
            throw LedgerException.damaged(name, String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    private void keep(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        var twin = idle.put(sql, statement);
        if (twin != null) {
            twin.close();
        }
        if (idle.size() > STATEMENTS_KEPT) {
            var eldest = idle.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
    }

    private static String firstWords(String sql) {
        var line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    /// What a transaction does.
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /// [Work] that yields nothing.
    @FunctionalInterface
    public interface Deed {
        void run() throws IOException;
    }

    private interface Use<T> {
        T with(PreparedStatement statement) throws SQLException, IOException;
    }
}
