package community.kith.node.ledger;

import community.kith.base.name.Did;
import java.io.IOException;

/// How many bytes of this disk each person may use.
public final class Pledges {
    private final Database database;

    public Pledges(Ledger ledger) {
        this.database = ledger.database();
    }

    /// 0 when nothing was promised.
    public long to(Did owner) throws IOException {
        return database.number("SELECT bytes FROM pledges WHERE owner = ?", owner);
    }

    /// Takes the place of an earlier pledge. What is already kept stays, also above a smaller pledge.
    public void set(Did owner, long bytes) throws IOException {
        if (bytes < 0) {
            throw new IllegalArgumentException("a pledge of " + bytes + " bytes");
        }
        database.update(
                "INSERT INTO pledges VALUES (?, ?) ON CONFLICT (owner) DO UPDATE SET bytes = excluded.bytes",
                owner,
                bytes);
    }

    public void end(Did owner) throws IOException {
        database.update("DELETE FROM pledges WHERE owner = ?", owner);
    }

    /// What I promised people in all.
    public long total() throws IOException {
        return database.number("SELECT sum(bytes) FROM pledges");
    }
}
