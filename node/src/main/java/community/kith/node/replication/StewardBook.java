package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.right.Right;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who looks after my stripes, and what I gave them for it: the ledger's tables `steward`, `given` and `leaving`.
///
/// A list that lies with a steward is one that a right names, or drafted, or to be taken back: whenever this is killed,
/// nothing stays there that nobody knows of.
final class StewardBook {
    private final Database database;
    private final Retractions retractions;

    StewardBook(Database database, Retractions retractions) {
        this.database = database;
        this.retractions = retractions;
    }

    /// Somebody who looks after my stripes.
    record Chosen(PeerId peer, Did did, Instant since) {}

    /// In the order in which they repair.
    List<Chosen> stewards() throws IOException {
        return database.query(
                "SELECT * FROM steward ORDER BY since, peer",
                row -> new Chosen(PeerId.parse(row.text("peer")), Did.parse(row.text("did")), row.instant("since")));
    }

    void choose(Chosen steward) throws IOException {
        database.update(
                "INSERT INTO steward (peer, did, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                steward.peer(),
                steward.did(),
                steward.since());
    }

    void dismiss(PeerId steward) throws IOException {
        database.update("DELETE FROM steward WHERE peer = ?", steward);
    }

    /// A right that somebody has.
    ///
    /// @param print of what it was about when it was given
    /// @param listBytes how large the list is that lies with the steward for it
    record Given(PeerId steward, String bundle, String print, int stripes, int listBytes, Right right, Instant at) {
        Cid list() {
            return right.terms().coverage().list();
        }
    }

    Optional<Given> given(PeerId steward, String bundle) throws IOException {
        return database.first(
                "SELECT * FROM given WHERE steward = ? AND bundle = ?", StewardBook::given, steward, bundle);
    }

    /// Everything that somebody has.
    List<Given> given(PeerId steward) throws IOException {
        return database.query("SELECT * FROM given WHERE steward = ? ORDER BY bundle", StewardBook::given, steward);
    }

    /// Those who have anything, stewards no longer among them.
    List<PeerId> grantees() throws IOException {
        return database.query(
                "SELECT DISTINCT steward FROM given ORDER BY steward", row -> PeerId.parse(row.text("steward")));
    }

    /// Remembers that a list is about to be brought to a steward.
    void draft(PeerId steward, String bundle, Cid list) throws IOException {
        retractions.draft(drafted(steward, bundle), Map.of(steward, List.of(list)));
    }

    /// The steward did not take it, or nobody knows.
    void abandon(PeerId steward, String bundle) throws IOException {
        retractions.abandon(drafted(steward, bundle));
    }

    /// A right was given, in the place of the one before, if there was one; the list of that is to be taken back.
    void give(Given given, Optional<Given> before) throws IOException {
        database.inTransaction(() -> {
            database.update(
                    """
                    INSERT INTO given (steward, bundle, print, stripes, signed, at, list, size_bytes)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (steward, bundle)
                    DO UPDATE SET print = excluded.print, stripes = excluded.stripes, signed = excluded.signed,
                        at = excluded.at, list = excluded.list, size_bytes = excluded.size_bytes""",
                    given.steward(),
                    given.bundle(),
                    given.print(),
                    given.stripes(),
                    given.right().bytes(),
                    given.at(),
                    given.list(),
                    given.listBytes());
            retractions.abandon(drafted(given.steward(), given.bundle()));
            if (before.isPresent()) {
                retractions.retract(given.steward(), List.of(before.get().list()));
            }
        });
    }

    /// A right was taken back, or whoever had it is gone; its list is to be taken back, too.
    void takenBack(Given given) throws IOException {
        database.inTransaction(() -> {
            database.update("DELETE FROM given WHERE steward = ? AND bundle = ?", given.steward(), given.bundle());
            retractions.retract(given.steward(), List.of(given.list()));
        });
    }

    private static String drafted(PeerId steward, String bundle) {
        return "list " + bundle + " for " + steward;
    }

    /// The bytes of my lists that lie with a steward.
    long bytesAt(PeerId steward) throws IOException {
        return database.number("SELECT sum(size_bytes) FROM given WHERE steward = ?", steward);
    }

    /// Remembers that a device goes away for good.
    void leaves(PeerId peer, Instant said) throws IOException {
        database.update("INSERT INTO leaving (peer, said) VALUES (?, ?) ON CONFLICT DO NOTHING", peer, said);
    }

    /// Who said so before then and is still here did not go.
    void stays(Instant before) throws IOException {
        database.update("DELETE FROM leaving WHERE said < ?", before);
    }

    List<PeerId> leaving() throws IOException {
        return database.query("SELECT peer FROM leaving ORDER BY peer", row -> PeerId.parse(row.text("peer")));
    }

    private static Given given(Row row) throws SQLException, IOException {
        return new Given(
                PeerId.parse(row.text("steward")),
                row.text("bundle"),
                row.text("print"),
                (int) row.number("stripes"),
                (int) row.number("size_bytes"),
                Right.parse(row.bytes("signed")),
                row.instant("at"));
    }
}
