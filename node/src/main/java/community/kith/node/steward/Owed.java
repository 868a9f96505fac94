package community.kith.node.steward;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.exchange.Receipt;
import community.kith.node.exchange.Reported;
import community.kith.node.exchange.ShardProtocol;
import community.kith.node.ledger.Database;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/// Receipts that owners have yet to hear of, in the ledger's table `owed`.
final class Owed {
    private final Database database;

    Owed(Database database) {
        this.database = database;
    }

    void add(Did owner, Collection<Reported> rows) throws IOException {
        database.inTransaction(() -> {
            for (Reported row : rows) {
                database.update(
                        """
                        INSERT INTO owed (stripe, row, holder, owner, receipt) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (stripe, row, holder) DO UPDATE SET receipt = excluded.receipt""",
                        row.stripe(),
                        row.row(),
                        row.receipt().holder(),
                        owner,
                        row.receipt().bytes());
            }
        });
    }

    /// Some of those for one owner, as many as fit into a report.
    List<Reported> to(Did owner) throws IOException {
        return database.query(
                "SELECT * FROM owed WHERE owner = ? ORDER BY stripe, row, holder LIMIT ?",
                row -> new Reported(
                        Cid.parse(row.text("stripe")), (int) row.number("row"), Receipt.parse(row.bytes("receipt"))),
                owner,
                ShardProtocol.MAX_REPORTED);
    }

    void heard(Collection<Reported> rows) throws IOException {
        database.inTransaction(() -> {
            for (Reported row : rows) {
                database.update(
                        "DELETE FROM owed WHERE stripe = ? AND row = ? AND holder = ?",
                        row.stripe(),
                        row.row(),
                        row.receipt().holder());
            }
        });
    }
}
