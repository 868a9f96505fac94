package community.kith.node.paper;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.attestation.Attestation;
import community.kith.community.revocation.Revocation;
import community.kith.node.ledger.Database;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Papers in the ledger: tables `attestation`, `revocation` and `errand`.
final class PaperBook {
    static final int MAX_BROUGHT = 1000;
    static final int MAX_REVOKED = 4096;
    private static final int MAX_ERRANDS = 4096;

    private final Database database;

    PaperBook(Database database) {
        this.database = database;
    }

    /// @return false when it is there already
    /// @throws IllegalStateException when this person has brought too many
    boolean keep(Attestation attestation, Did cameBy, Instant now) throws IOException {
        return database.transaction(() -> {
            if (database.any("SELECT 1 FROM attestation WHERE id = ?", attestation.id())) {
                return false;
            }
            if (database.number("SELECT count(*) FROM attestation WHERE came_by = ?", cameBy) >= MAX_BROUGHT) {
                throw new IllegalStateException("one person brings at most " + MAX_BROUGHT + " attestations");
            }
            database.update(
                    "INSERT INTO attestation (id, issuer, signed, came_by, kept) VALUES (?, ?, ?, ?, ?)",
                    attestation.id(),
                    attestation.issuer(),
                    attestation.bytes(),
                    cameBy,
                    now);
            return true;
        });
    }

    /// All that are kept, the newest first.
    List<Attestation> attestations() throws IOException {
        return database.query(
                "SELECT signed FROM attestation ORDER BY kept DESC, id", row -> Attestation.parse(row.bytes("signed")));
    }

    Optional<Attestation> attestation(Cid id) throws IOException {
        return database.first(
                "SELECT signed FROM attestation WHERE id = ?", row -> Attestation.parse(row.bytes("signed")), id);
    }

    boolean drop(Cid id) throws IOException {
        return database.update("DELETE FROM attestation WHERE id = ?", id) > 0;
    }

    /// Keeps a revocation that was checked.
    ///
    /// @return false when it is there already
    /// @throws IllegalStateException when this person has revoked too much
    boolean keep(Revocation revocation) throws IOException {
        return database.transaction(() -> {
            if (database.number("SELECT count(*) FROM revocation WHERE revoker = ?", revocation.revoker())
                    >= MAX_REVOKED) {
                throw new IllegalStateException("one person revokes at most " + MAX_REVOKED + " papers");
            }
            return database.update(
                            "INSERT INTO revocation (what, revoker, signed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                            revocation.what(),
                            revocation.revoker(),
                            revocation.bytes())
                    > 0;
        });
    }

    Optional<Revocation> revocation(Cid what, Did revoker) throws IOException {
        return database.first(
                "SELECT signed FROM revocation WHERE what = ? AND revoker = ?",
                row -> Revocation.parse(row.bytes("signed")),
                what,
                revoker);
    }

    /// A paper that waits for its recipient.
    record Errand(Did recipient, Paper paper, Cid id) {}

    /// Queues a paper; when there are too many errands, none is added.
    void send(Did recipient, Paper paper, Cid id, Instant now) throws IOException {
        database.inTransaction(() -> {
            if (database.number("SELECT count(*) FROM errand") < MAX_ERRANDS) {
                database.update(
                        "INSERT INTO errand (recipient, kind, id, paper, queued) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        recipient,
                        paper.kind().label(),
                        id,
                        paper.bytes(),
                        now);
            }
        });
    }

    List<Errand> errands(Did recipient, int most) throws IOException {
        return database.query(
                "SELECT kind, id, paper FROM errand WHERE recipient = ? ORDER BY queued, id LIMIT ?",
                row -> new Errand(
                        recipient,
                        new Paper(Paper.Kind.labelled(row.text("kind")).orElseThrow(), row.bytes("paper")),
                        Cid.parse(row.text("id"))),
                recipient,
                most);
    }

    boolean waits(Paper.Kind kind, Cid id) throws IOException {
        return database.any("SELECT 1 FROM errand WHERE kind = ? AND id = ?", kind.label(), id);
    }

    void done(Errand errand) throws IOException {
        database.update(
                "DELETE FROM errand WHERE recipient = ? AND kind = ? AND id = ?",
                errand.recipient(),
                errand.paper().kind().label(),
                errand.id());
    }

    /// Forgets those that waited too long.
    void forget(Instant queuedBefore) throws IOException {
        database.update("DELETE FROM errand WHERE queued < ?", queuedBefore);
    }
}
