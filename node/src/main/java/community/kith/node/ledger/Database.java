package community.kith.node.ledger;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One database behind one connection: statements, queries and transactions, nothing more.
///
/// `lock` guards the connection and the statements; every call takes it, and a transaction keeps it from its beginning
/// to its end, so whatever runs inside one sees nobody else's changes. The lock is reentrant: calls made inside a
/// transaction belong to it, and a transaction inside a transaction is a savepoint of it. Code that holds this lock
/// must
/// not wait for the network or for a lock whose holders use the database.
///
/// Arguments are bound by type: text, `long`/`int`, `byte[]`, `boolean` (1 or 0), [java.time.Instant] (milliseconds
/// since
/// 1970), names (CIDs, DIDs, peer ids, multiaddrs: as text), and `Optional` of these (empty is NULL). A `Collection`
/// stands
/// for all that is in it, in `x IN (?)`; it is true for nothing when it is empty.
///
/// A commit is durable when the call returns. A connection that is lost ends the call and the transaction it was in
/// with
/// a [LedgerException]; the next call makes a new one. As ever with a commit that was not answered, it may have been
/// done.
/// A transaction in which a statement failed cannot be committed, whoever handled the error.
public final class Database implements AutoCloseable {
    private static final int STATEMENTS_KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Engine engine;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();
    private @Nullable Connection connection;
    private boolean closed;
    private int depth;
    /// Whether a statement of the innermost transaction failed.
    private boolean spoiled;
    /// The format that this program knows; before the migrations, none.
    private OptionalLong version = OptionalLong.empty();

    private Database(Engine engine) {
        this.engine = engine;
    }

    /// Opens the database in `file`, creating it when there is none, checks it, and brings it to the newest of
    /// `migrations`.
    public static Database open(Path file, List<Migration> migrations) throws IOException {
        return open(Sqlite.in(file), migrations);
    }

    /// Opens a database of a PostgreSQL server, which must exist, and brings it to the newest of `migrations`.
    public static Database open(PostgresAddress address, List<Migration> migrations) throws IOException {
        return open(new Postgres(address), migrations);
    }

    /// A database that lives as long as this object, for tests and simulations.
    public static Database inMemory(List<Migration> migrations) throws IOException {
        return open(Sqlite.inMemory(), migrations);
    }

    private static Database open(Engine engine, List<Migration> migrations) throws IOException {
        var database = new Database(engine);
        try {
            engine.glance(database);
            Migration.apply(database, engine, migrations);
            database.version = OptionalLong.of(migrations.size());
            return database;
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// What messages call it: the file's path, or the server's address.
    public String name() {
        return engine.name();
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
            begin(outer);
            depth++;
            var done = false;
            try {
                var result = work.run();
                if (spoiled) {
                    throw new LedgerException(
                            name() + ": a statement of this transaction failed, so nothing of it is done");
                }
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

    private void begin(boolean outer) throws IOException {
        if (!outer) {
            script("SAVEPOINT s" + depth);
            return;
        }
        try {
            script(engine.beginning());
        } catch (LedgerException e) {
            if (connection != null) {
                throw e;
            }
            // The connection was lost while nobody asked anything of it: a new one does as well.
            script(engine.beginning());
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

    /// Looks for damage, as far as the database can tell.
    ///
    /// @throws LedgerException saying what is damaged
    public void check() throws IOException {
        engine.check(this);
    }

    /// Runs a script of statements without arguments.
    void script(String sql) throws IOException {
        lock.lock();
        try (var statement = connection().createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        } finally {
            lock.unlock();
        }
    }

    /// The connection, a new one when there is none. Lost within a transaction, it stays lost until that has ended, so
    /// that nothing of it is done twice or by half.
    private Connection connection() throws IOException {
        var present = connection;
        if (present != null) {
            return present;
        }
        if (closed) {
            throw new LedgerException(name() + ": closed");
        }
        if (depth > 0) {
            throw new LedgerException(name() + ": the connection was lost in the middle of a transaction");
        }
        return connect();
    }

    private Connection connect() throws IOException {
        Connection fresh;
        try {
            fresh = engine.connect();
        } catch (SQLException e) {
            throw LedgerException.of(name(), engine.meaning(e), "opening it", e);
        }
        connection = fresh;
        var settled = false;
        try {
            engine.settle(this);
            if (version.isPresent() && engine.version(this) != version.getAsLong()) {
                throw new LedgerException(name() + ": another Kith has changed this ledger; start this one again");
            }
            settled = true;
            return fresh;
        } finally {
            if (!settled) {
                disconnect();
            }
        }
    }

    private LedgerException failed(String sql, SQLException cause) {
        spoiled = depth > 0;
        if (engine.isLost(cause)) {
            disconnect();
        }
        return LedgerException.of(name(), engine.meaning(cause), firstWords(sql), cause);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            disconnect();
        } finally {
            lock.unlock();
        }
    }

    private void disconnect() {
        var last = connection;
        connection = null;
        idle.clear();
        if (last == null) {
            return;
        }
        try {
            last.close();
        } catch (SQLException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.WARNING, name() + ": closing failed; what was committed is safe", e);
        }
    }

    private void rollBack(boolean outer) {
        spoiled = false;
        if (connection == null) {
            return;
        }
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
            var statement = prepared(sql);
            var done = false;
            try {
                for (var i = 0; i < arguments.size(); i++) {
                    Arguments.bind(statement, i + 1, arguments.get(i));
                }
                var result = use.with(statement);
                done = true;
                return result;
            } finally {
                if (done) {
                    keep(sql, statement);
                } else {
                    statement.close();
                }
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        } catch (ProtocolException e) {
            throw LedgerException.damaged(name(), String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    /// Out of the cache while in use, so that a mapper that asks the same question gets a statement of its own.
    private PreparedStatement prepared(String sql) throws IOException, SQLException {
        var connected = connection();
        var kept = idle.remove(sql);
        return kept == null ? connected.prepareStatement(sql) : kept;
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
