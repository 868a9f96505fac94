package community.kith.node.ledger;

import java.io.IOException;
import java.sql.SQLException;

/// The database could not do what was asked. The message names the ledger, what went wrong and what to do next.
public final class LedgerException extends IOException {
    private static final long serialVersionUID = 1L;

    static final String DAMAGED_FILE =
            "the ledger is damaged; stop the node, keep a copy of the file, and either put a backup in its place or"
                    + " recover what is readable with `sqlite3 ledger.db .recover`";

    LedgerException(String message) {
        super(message);
    }

    private LedgerException(String message, SQLException cause) {
        super(message, cause);
    }

    /// @param meaning what it means for the person whose ledger it is
    static LedgerException of(String ledger, String meaning, String tried, SQLException cause) {
        return new LedgerException(ledger + ": " + meaning + " (while " + tried + ")", cause);
    }

    /// Whether it is the disk below that takes nothing: full, read-only or failing.
    public boolean isOfTheDisk() {
        return getCause() instanceof SQLException cause && Engine.isOfTheDisk(cause);
    }

    static LedgerException damaged(String file, String finding) {
        return new LedgerException(file + ": " + DAMAGED_FILE + " (" + finding + ")");
    }

    static LedgerException foreign(String ledger) {
        return new LedgerException(
                ledger + ": this database belongs to another program; move it away or choose another home");
    }
}
