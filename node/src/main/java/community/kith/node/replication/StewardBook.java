package community.kith.node.replication;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.right.Right;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who looks after my stripes, and what I gave them for it: the ledger's tables `steward`, `given` and `leaving`.
final class StewardBook {
    private final Database database;

    StewardBook(Database database) {
        this.database = database;
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
    record Given(PeerId steward, String bundle, String print, int stripes, Right right, Instant at) {}

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

    void give(Given given) throws IOException {
        database.update(
                """
                INSERT INTO given (steward, bundle, print, stripes, signed, at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (steward, bundle)
                DO UPDATE SET print = excluded.print, stripes = excluded.stripes,
                    signed = excluded.signed, at = excluded.at""",
                given.steward(),
                given.bundle(),
                given.print(),
                given.stripes(),
                given.right().bytes(),
                given.at());
    }

    void takenBack(Given given) throws IOException {
        database.update("DELETE FROM given WHERE steward = ? AND bundle = ?", given.steward(), given.bundle());
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
                Right.parse(row.bytes("signed")),
                row.instant("at"));
    }
}
