package community.kith.node.layer;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.layer.Layer;
import community.kith.community.layer.Lodger;
import community.kith.community.reach.Reach;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.net.ProtocolException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Claims that may have to end here, and those whose owners were given notice: the ledger's tables `claims` and
/// `notice`.
final class Notices {
    private static final String LODGERS = """
            SELECT c.cid, c.owner, c.size, c.reach, c.placed_at, c.layer,
                CASE WHEN n.given IS NULL THEN 0 ELSE 1 END AS noticed
            FROM claims c LEFT JOIN notice n ON n.cid = c.cid AND n.owner = c.owner
            """;
    private static final String ORDER = """
             ORDER BY noticed DESC,
                CASE c.reach WHEN 'commons' THEN 0 WHEN 'bioregional' THEN 1 WHEN 'municipal' THEN 2
                    WHEN 'neighborhood' THEN 3 WHEN 'local' THEN 4 WHEN 'invited' THEN 5 ELSE 6 END,
                c.placed_at DESC, c.cid LIMIT ?""";

    private final Database database;

    Notices(Database database) {
        this.database = database;
    }

    /// Some gifts that nobody wants for more, those to go first in front.
    List<Lodger> gifts(int most) throws IOException {
        return database.query(
                LODGERS
                        + " WHERE c.layer = 'gift' AND (SELECT max(k.layer) FROM kept k WHERE k.cid = c.cid) = 'gift'"
                        + ORDER,
                Notices::lodger,
                most);
    }

    /// Some claims of one of my people, likewise.
    List<Lodger> of(Did owner, int most) throws IOException {
        return database.query(
                LODGERS + " WHERE c.owner = ? AND c.layer = 'reciprocal'" + ORDER, Notices::lodger, owner, most);
    }

    /// A claim that is to end.
    record Notice(Cid cid, Did owner, String cause, Layer layer, Instant given, Optional<Instant> told) {}

    List<Notice> all(int most) throws IOException {
        return database.query(
                "SELECT n.*, c.layer FROM notice n JOIN claims c ON c.cid = n.cid AND c.owner = n.owner"
                        + " ORDER BY n.given, n.cid LIMIT ?",
                Notices::notice,
                most);
    }

    /// @return false when it was given before
    boolean give(Cid cid, Did owner, String cause, Instant now) throws IOException {
        return database.update(
                        "INSERT INTO notice (cid, owner, cause, given) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        cid,
                        owner,
                        cause,
                        now)
                > 0;
    }

    void withdraw(Notice notice) throws IOException {
        database.update("DELETE FROM notice WHERE cid = ? AND owner = ?", notice.cid(), notice.owner());
    }

    void told(Did owner, List<Cid> cids, Instant now) throws IOException {
        database.inTransaction(() -> {
            for (Cid cid : cids) {
                database.update("UPDATE notice SET told = ? WHERE cid = ? AND owner = ?", now, cid, owner);
            }
        });
    }

    private static Lodger lodger(Row row) throws SQLException, IOException {
        return new Lodger(
                layer(row),
                Did.parse(row.text("owner")),
                Cid.parse(row.text("cid")),
                Reach.labelled(row.text("reach")).orElse(Reach.PRIVATE),
                row.number("size"),
                row.instant("placed_at"),
                row.bool("noticed"));
    }

    private static Notice notice(Row row) throws SQLException, IOException {
        return new Notice(
                Cid.parse(row.text("cid")),
                Did.parse(row.text("owner")),
                row.text("cause"),
                layer(row),
                row.instant("given"),
                row.optionalInstant("told"));
    }

    private static Layer layer(Row row) throws SQLException, ProtocolException {
        String label = row.text("layer");
        return Layer.labelled(label)
                .orElseThrow(() -> new ProtocolException("the ledger names a layer “" + label + "” that there is not"));
    }
}
