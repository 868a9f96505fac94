package community.kith.node.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteException;

/// A ledger in one file of this computer, or in memory. What is committed has reached the disk (WAL,
/// `synchronous=FULL`).
record Sqlite(String name, String url) implements Engine {
    private static final int BUSY = 5;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;
    /// Of I/O errors, those of a disk that cannot be read (SQLITE_IOERR_READ, SQLITE_IOERR_SHORT_READ).
    private static final List<Integer> UNREADABLE = List.of(266, 522);

    /// So much is read through at each start in a few tenths of a second; of a larger ledger, damage is found when it
    /// is met, and by `kith doctor`.
    private static final long READ_AT_START_BYTES = 32L << 20;

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

    static Sqlite in(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new LedgerException(file + ": there is no folder " + folder + "; make it, or choose another home");
        }
        NativeLibrary.unpackBeside(file);
        return new Sqlite(file.toString(), "jdbc:sqlite:" + file.toAbsolutePath());
    }

    static Sqlite inMemory() {
        return new Sqlite("ledger in memory", "jdbc:sqlite::memory:");
    }

    @Override
    public Connection connect() throws SQLException {
        return JDBC.createConnection(url, new Properties());
    }

    @Override
    public void settle(Database database) throws IOException {
        database.script(PRAGMAS);
    }

    @Override
    public void glance(Database database) throws IOException {
        var bytes = database.number("PRAGMA page_count") * database.number("PRAGMA page_size");
        if (bytes <= READ_AT_START_BYTES) {
            check(database);
        }
    }

    @Override
    public void check(Database database) throws IOException {
        var finding = database.first("PRAGMA quick_check(1)", row -> row.text("quick_check"));
        if (finding.isPresent() && !finding.get().equals("ok")) {
            throw LedgerException.damaged(name, finding.get());
        }
    }

    @Override
    public String beginning() {
        return "BEGIN IMMEDIATE";
    }

    @Override
    public long version(Database database) throws IOException {
        var version = database.number("PRAGMA user_version");
        var application = database.number("PRAGMA application_id");
        if (application != APPLICATION_ID && (application != 0 || version != 0)) {
            throw LedgerException.foreign(name);
        }
        return version;
    }

    @Override
    public String stamp(long version) {
        return "PRAGMA application_id=" + APPLICATION_ID + "; PRAGMA user_version=" + version;
    }

    @Override
    public String script(String sql) {
        return sql;
    }

    /// A file stays open until it is closed.
    @Override
    public boolean isLost(SQLException cause) {
        return false;
    }

    static boolean isOfTheDisk(SQLException cause) {
        return cause instanceof SQLiteException
                && switch (cause.getErrorCode() & 0xff) {
                    case READ_ONLY, FULL -> true;
                    case IO_ERROR -> !UNREADABLE.contains(cause.getErrorCode());
                    default -> false;
                };
    }

    @Override
    public String meaning(SQLException cause) {
        return switch (cause.getErrorCode() & 0xff) {
            case CORRUPT -> LedgerException.DAMAGED_FILE;
            case NOT_A_DATABASE ->
                "this is not a ledger, or its first page is damaged; move the file away and put a backup in its place";
            case FULL -> "the disk is full; free some space and try again";
            case BUSY -> "another process is writing this ledger; stop it and try again";
            case READ_ONLY ->
                "the ledger cannot be written; check the owner and permissions of the file and its folder";
            case IO_ERROR -> "the disk failed: " + cause.getMessage() + "; see what the system says of it (dmesg)";
            case CANNOT_OPEN -> "the ledger cannot be opened; check that its folder exists and belongs to you";
            default -> "the ledger failed: " + cause.getMessage();
        };
    }
}
