package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.ledger.Database;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Shards and lists of stripes at holders that nothing of mine accounts for, or will not soon: on their way out
/// (`draft`), and to be taken
/// back (`retraction`). So a kill leaves nothing with anybody for ever.
final class Retractions {
    private final Database database;

    Retractions(Database database) {
        this.database = database;
    }

    /// Remembers that shards are about to be sent.
    void draft(String put, Map<PeerId, List<Cid>> shards) throws IOException {
        database.inTransaction(() -> {
            for (Map.Entry<PeerId, List<Cid>> each : shards.entrySet()) {
                for (Cid shard : each.getValue()) {
                    database.update(
                            "INSERT INTO draft (put, holder, cid) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                            put,
                            each.getKey(),
                            shard);
                }
            }
        });
    }

    /// What was drafted under that name is to be taken back, unless a stripe of mine, or a right, has it there.
    void abandon(String put) throws IOException {
        database.inTransaction(() -> {
            database.update(
                    "INSERT INTO retraction SELECT DISTINCT holder, cid FROM draft WHERE put = ? ON CONFLICT DO NOTHING",
                    put);
            database.update("DELETE FROM draft WHERE put = ?", put);
        });
    }

    /// At the start: puts that a kill cut off came to nothing.
    void abandonAll() throws IOException {
        database.inTransaction(() -> {
            database.update(
                    "INSERT INTO retraction SELECT DISTINCT holder, cid FROM draft WHERE true ON CONFLICT DO NOTHING");
            database.update("DELETE FROM draft");
        });
    }

    void retract(PeerId holder, Collection<Cid> shards) throws IOException {
        database.inTransaction(() -> {
            for (Cid shard : shards) {
                database.update(
                        "INSERT INTO retraction (holder, cid) VALUES (?, ?) ON CONFLICT DO NOTHING", holder, shard);
            }
        });
    }

    /// Those from whom anything is to be taken back, in order.
    List<PeerId> holders() throws IOException {
        return database.query(
                "SELECT DISTINCT holder FROM retraction ORDER BY holder", row -> PeerId.parse(row.text("holder")));
    }

    /// Some that are to be taken back from a holder: those that neither a stripe of mine nor a right has there.
    List<Cid> of(PeerId holder, int most) throws IOException {
        database.update("""
                DELETE FROM retraction WHERE holder = ?
                AND (EXISTS (SELECT 1 FROM placement p WHERE p.cid = retraction.cid AND p.holder = retraction.holder)
                    OR EXISTS (SELECT 1 FROM given g WHERE g.list = retraction.cid AND g.steward = retraction.holder))
                """, holder);
        return database.query(
                "SELECT cid FROM retraction WHERE holder = ? ORDER BY cid LIMIT ?",
                row -> Cid.parse(row.text("cid")),
                holder,
                most);
    }

    void done(PeerId holder, Collection<Cid> shards) throws IOException {
        database.inTransaction(() -> {
            for (Cid shard : shards) {
                database.update("DELETE FROM retraction WHERE holder = ? AND cid = ?", holder, shard);
            }
        });
    }
}
