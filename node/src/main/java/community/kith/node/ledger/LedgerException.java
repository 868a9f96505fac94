package community.kith.node.ledger;

import java.io.IOException;
import java.sql.SQLException;

/// The database could not do what was asked. The message names the file, what went wrong and what to do next.
public final class LedgerException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int BUSY = 5;
    private static final int READ_ONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    LedgerException(String message) {
        super(message);
    }

    private LedgerException(String message, SQLException cause) {
        super(message, cause);
    }

    /// Says in plain words what SQLite's result code means for the person whose file it is.
    static LedgerException of(String file, String tried, SQLException cause) {
        var primaryCode = cause.getErrorCode() & 0xff;
        return new LedgerException(file + ": " + meaning(primaryCode, cause) + " (while " + tried + ")", cause);
    }

    static LedgerException damaged(String file, String finding) {
        return new LedgerException(file + ": " + DAMAGED + " (" + finding + ")");
    }

    private static final String DAMAGED =
            "the ledger is damaged; stop the node, keep a copy of the file, and either put a backup in its place or"
                    + " recover what is readable with `sqlite3 ledger.db .recover`";

    private static String meaning(int primaryCode, SQLException cause) {
        return switch (primaryCode) {
            case CORRUPT -> DAMAGED;
            case NOT_A_DATABASE ->
                "this is not a ledger, or its first page is damaged; move the file away and put a backup in its place";
            case FULL -> "the disk is full; free some space and try again";
            case BUSY -> "another process is writing this ledger; stop it and try again";
            case READ_ONLY ->
                "the ledger cannot be written; check the owner and permissions of the file and its folder";
            case CANNOT_OPEN -> "the ledger cannot be opened; check that its folder exists and belongs to you";
            default -> "the ledger failed: " + cause.getMessage();
        };
    }
}
