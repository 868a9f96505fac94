package community.kith.node.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// A ledger in a PostgreSQL database, for operators of large nodes. What is committed has reached the server's disk
/// (`synchronous_commit=on`; a server with `fsync=off` is refused).
///
/// One node at a time has the database: its session holds an advisory lock, which the server gives up with the session.
/// Transactions are serializable, so that somebody who writes beside the node makes one of the two fail rather than the
/// sums go wrong.
record Postgres(PostgresAddress address) implements Engine {
    private static final String SESSION = """
            SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;
            SET synchronous_commit = on;
            SET statement_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET tcp_keepalives_idle = 30;
            SET tcp_keepalives_interval = 10;
            SET tcp_keepalives_count = 3;
            """;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public Connection connect() throws SQLException {
        var defaults = new Properties();
        defaults.setProperty("ApplicationName", "kith");
        defaults.setProperty("connectTimeout", "10");
        defaults.setProperty("socketTimeout", "600");
        defaults.setProperty("tcpKeepAlive", "true");
        address.password().ifPresent(password -> defaults.setProperty("password", password));
        return DriverManager.getConnection(address.url(), defaults);
    }

    @Override
    public void settle(Database database) throws IOException {
        database.script(SESSION);
        requireSetting(database, "fsync", "on", "what it commits may be lost");
        requireSetting(database, "server_encoding", "UTF8", "names of people and files need it");
        // A node that was killed a moment ago may still have the lock until the server notices.
        database.script("SET lock_timeout = '5s'");
        database.any("SELECT 1 FROM pg_advisory_lock(" + APPLICATION_ID + ", hashtext(current_schema()))");
        database.script("SET lock_timeout = 0");
    }

    private void requireSetting(Database database, String setting, String value, String why) throws IOException {
        var found = database.first("SELECT current_setting('" + setting + "') AS value", row -> row.text("value"));
        if (!found.orElse("").equals(value)) {
            throw new LedgerException("%s: this server has %s=%s, and a ledger wants %s: %s"
                    .formatted(name(), setting, found.orElse(""), value, why));
        }
    }

    /// The server looks after its files itself.
    @Override
    public void glance(Database database) {}

    /// Its server sees to that.
    @Override
    public void check(Database database) {}

    /// Class 53: disk full, out of memory. 25006: a server that is read only. Source: PostgreSQL, appendix A.
    static boolean isOfTheDisk(SQLException cause) {
        String state = cause.getSQLState();
        return state != null && (state.equals("53100") || state.equals("25006"));
    }

    @Override
    public String beginning() {
        return "BEGIN";
    }

    @Override
    public long version(Database database) throws IOException {
        if (!database.any("SELECT 1 WHERE to_regclass('kith_ledger') IS NOT NULL")) {
            if (database.any("SELECT 1 FROM pg_tables WHERE schemaname = current_schema()")) {
                throw LedgerException.foreign(name());
            }
            return 0;
        }
        if (database.number("SELECT application FROM kith_ledger") != APPLICATION_ID) {
            throw LedgerException.foreign(name());
        }
        return database.number("SELECT version FROM kith_ledger");
    }

    @Override
    public String stamp(long version) {
        return """
                CREATE TABLE IF NOT EXISTS kith_ledger (application BIGINT NOT NULL, version BIGINT NOT NULL);
                DELETE FROM kith_ledger;
                INSERT INTO kith_ledger VALUES (%d, %d);
                """.formatted(APPLICATION_ID, version);
    }

    @Override
    public String script(String sql) {
        return PostgresScript.of(sql);
    }

    @Override
    public boolean isLost(SQLException cause) {
        return switch (kind(cause)) {
            case "08", "57" -> !state(cause).equals("57014"); // a statement that somebody cancelled
            default -> false;
        };
    }

    @Override
    public String meaning(SQLException cause) {
        var said = String.valueOf(cause.getMessage());
        return switch (kind(cause)) {
            case "08", "57" ->
                "the connection to the database server failed; it is tried again with the next request (" + said + ")";
            case "28" -> "the database server does not let this node in; check user and password (" + said + ")";
            case "3D", "3F" -> "there is no such database or schema; create it first (" + said + ")";
            case "40" ->
                "somebody else writes to this ledger beside the node; let nobody but the node write (" + said + ")";
            case "42" -> "the ledger failed; the user must own the database and its tables (" + said + ")";
            case "53" -> "the database server has no room or no connection left (" + said + ")";
            case "XX" -> "the database is damaged; stop the node and put a backup in its place (" + said + ")";
            case "55" ->
                state(cause).equals(LOCK_NOT_AVAILABLE)
                        ? "another node uses this database; stop it, or give each node a database of its own"
                        : "the ledger failed: " + said;
            default -> "the ledger failed: " + said;
        };
    }

    private static String state(SQLException cause) {
        var state = cause.getSQLState();
        return state == null ? "" : state;
    }

    /// The first two signs of an SQLSTATE: PostgreSQL manual, appendix A.
    private static String kind(SQLException cause) {
        var state = state(cause);
        return state.length() < 2 ? "" : state.substring(0, 2);
    }
}
