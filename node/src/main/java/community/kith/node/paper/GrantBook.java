package community.kith.node.paper;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.grant.Grant;
import community.kith.node.ledger.Database;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Grants in the ledger's table `read_grant`: mine, those for me, and those of people for whom I hold something.
final class GrantBook {
    private static final int MAX_OF_ONE = 4096;

    private final Database database;

    GrantBook(Database database) {
        this.database = database;
    }

    /// @return false when it is there already
    /// @throws IllegalStateException when there are too many of this owner
    boolean keep(Grant grant) throws IOException {
        return database.transaction(() -> {
            if (database.number("SELECT count(*) FROM read_grant WHERE owner = ?", grant.owner()) >= MAX_OF_ONE) {
                throw new IllegalStateException("there are at most " + MAX_OF_ONE + " grants of one person at a time");
            }
            return database.update(
                            "INSERT INTO read_grant (id, owner, grantee, until, signed) VALUES (?, ?, ?, ?, ?)"
                                    + " ON CONFLICT DO NOTHING",
                            grant.id(),
                            grant.owner(),
                            grant.to(),
                            grant.term().expires(),
                            grant.bytes())
                    > 0;
        });
    }

    /// Those that this person gave, or that are for them; the last to end first.
    List<Grant> of(Did person) throws IOException {
        return database.query(
                "SELECT signed FROM read_grant WHERE owner = ? OR grantee = ? ORDER BY until DESC, id",
                row -> Grant.parse(row.bytes("signed")),
                person,
                person);
    }

    Optional<Grant> find(Cid id) throws IOException {
        return database.first(
                "SELECT signed FROM read_grant WHERE id = ?", row -> Grant.parse(row.bytes("signed")), id);
    }

    void forget(Instant endedBefore) throws IOException {
        database.update("DELETE FROM read_grant WHERE until < ?", endedBefore);
    }
}
