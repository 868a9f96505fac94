package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.right.Right;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rights: those that owners gave to my person, and those that owners took back, whoever had them. What has ended is
/// forgotten. What is kept here was believed before; signatures are not checked again.
public final class Entrusted {
    /// Of one owner, of each kind.
    static final int MOST = 4096;

    private final Database database;

    Entrusted(Database database) {
        this.database = database;
    }

    /// @return false when this owner has given too many that have not ended
    public boolean add(Right right, Instant now) throws IOException {
        return database.transaction(() -> {
            forget("entrusted", now);
            boolean known = database.any("SELECT 1 FROM entrusted WHERE id = ?", right.id());
            if (!known && isFull("entrusted", right.owner())) {
                return false;
            }
            database.update(
                    """
                    INSERT INTO entrusted (id, owner, list, signed, since, expires) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO NOTHING""",
                    right.id(),
                    right.owner(),
                    right.terms().coverage().list(),
                    right.bytes(),
                    now,
                    right.terms().term().expires());
            return true;
        });
    }

    /// Those that count now, by owner.
    public List<Right> all(Instant now) throws IOException {
        return database.query(
                "SELECT signed FROM entrusted WHERE expires > ? ORDER BY owner, since, id",
                row -> Right.parse(row.bytes("signed")),
                now);
    }

    /// The right that names this list, when there is one.
    public Optional<Right> withList(Cid list) throws IOException {
        return database.first(
                "SELECT signed FROM entrusted WHERE list = ?", row -> Right.parse(row.bytes("signed")), list);
    }

    /// Gives a right up, as its grantee.
    public void drop(Right right) throws IOException {
        database.update("DELETE FROM entrusted WHERE id = ?", right.id());
    }

    /// The owner took a right back: it counts for nobody any more.
    ///
    /// @return false when this owner has taken back too many that have not ended
    public boolean withdraw(Right right, Instant now) throws IOException {
        return database.transaction(() -> {
            forget("withdrawn", now);
            drop(right);
            if (isFull("withdrawn", right.owner())) {
                return false;
            }
            database.update(
                    "INSERT INTO withdrawn (id, owner, expires) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
                    right.id(),
                    right.owner(),
                    right.terms().term().expires());
            return true;
        });
    }

    public boolean isWithdrawn(Right right) throws IOException {
        return database.any("SELECT 1 FROM withdrawn WHERE id = ?", right.id());
    }

    private boolean isFull(String table, Did owner) throws IOException {
        return database.number("SELECT count(*) FROM " + table + " WHERE owner = ?", owner) >= MOST;
    }

    private void forget(String table, Instant now) throws IOException {
        database.update("DELETE FROM " + table + " WHERE expires <= ?", now);
    }
}
