package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Health;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Tier;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What this node looks after and who signed for which part of it, in the ledger's tables `file`, `placement`, `draft`
/// and `retraction`.
final class Catalog {
    private final Database database;
    private final AtomicLong listings = new AtomicLong();

    Catalog(Database database) {
        this.database = database;
    }

    /// Writes a file down, or does nothing when it is there already.
    StoredFile add(StoredFile file) throws IOException {
        database.update(
                """
                INSERT INTO file (manifest, reference, link, name, kind, size_bytes, entries, created, reach, owner,
                    audience, availability, k, n, copies, segments, mine, reasoning, tier, receipts, losses, missing_holders,
                    missing_shards)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'accepted', 0, 0, 0, 0)
                ON CONFLICT DO NOTHING
                """,
                file.manifest(),
                file.reference(),
                file.link(),
                file.name(),
                file.kind().name(),
                file.sizeBytes(),
                file.entries(),
                file.created(),
                file.audience().reach().label(),
                file.audience().owner(),
                file.audience().namedText(),
                file.availability().label(),
                file.shape().k(),
                file.shape().n(),
                file.copies(),
                file.segments(),
                file.mine(),
                file.reasoning());
        listings.incrementAndGet();
        return file(file.manifest()).orElseThrow();
    }

    /// Another number after any file came or went; ask for it before [#files].
    long listing() {
        return listings.get();
    }

    Optional<StoredFile> file(Cid manifest) throws IOException {
        return database.first("SELECT * FROM file WHERE manifest = ?", Catalog::stored, manifest);
    }

    /// Newest first.
    List<StoredFile> files() throws IOException {
        return database.query("SELECT * FROM file ORDER BY id DESC", Catalog::stored);
    }

    List<FileInfo> infos() throws IOException {
        return database.query("SELECT * FROM file ORDER BY id DESC", Catalog::info);
    }

    Optional<FileInfo> info(Cid manifest) throws IOException {
        return database.first("SELECT * FROM file WHERE manifest = ?", Catalog::info, manifest);
    }

    long count() throws IOException {
        return database.number("SELECT count(*) FROM file");
    }

    long shortOfDurable() throws IOException {
        return database.number("SELECT count(*) FROM file WHERE tier = 'accepted'");
    }

    /// References to local blobs of files that never came to be.
    List<String> orphans() throws IOException {
        return database.query(
                "SELECT file FROM local_files WHERE file NOT IN (SELECT reference FROM file) ORDER BY file",
                row -> row.text("file"));
    }

    void remove(StoredFile file) throws IOException {
        database.update("DELETE FROM file WHERE id = ?", file.id());
        listings.incrementAndGet();
    }

    List<PlacedRow> placements(StoredFile file) throws IOException {
        return database.query(
                "SELECT * FROM placement WHERE file = ? ORDER BY segment, row, holder", Catalog::placed, file.id());
    }

    /// The bytes that a holder has signed for, over all files.
    long bytesAt(PeerId holder) throws IOException {
        return database.number("SELECT sum(size_bytes) FROM placement WHERE holder = ?", holder);
    }

    /// Who signed for any part of a file, in order.
    List<PeerId> holders(StoredFile file) throws IOException {
        return database.query(
                "SELECT DISTINCT holder FROM placement WHERE file = ? ORDER BY holder",
                row -> PeerId.parse(row.text("holder")),
                file.id());
    }

    /// Files of which this holder signed for a part.
    List<StoredFile> filesAt(PeerId holder) throws IOException {
        return database.query(
                "SELECT * FROM file WHERE id IN (SELECT file FROM placement WHERE holder = ?) ORDER BY id",
                Catalog::stored,
                holder);
    }

    /// Writes receipts down; what else was drafted under that name is to be taken back.
    void place(StoredFile file, Collection<PlacedRow> placed, String draft) throws IOException {
        database.inTransaction(() -> {
            for (PlacedRow one : placed) {
                database.update(
                        """
                        INSERT INTO placement (file, segment, row, holder, cid, size_bytes, receipt, placed, proven)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (file, segment, row, holder)
                        DO UPDATE SET receipt = excluded.receipt, placed = excluded.placed
                        """,
                        file.id(),
                        one.segment(),
                        one.row(),
                        one.holder(),
                        one.shard(),
                        one.sizeBytes(),
                        one.receipt(),
                        one.placed(),
                        one.proven());
            }
            for (PlacedRow one : placed) {
                database.update("DELETE FROM retraction WHERE holder = ? AND cid = ?", one.holder(), one.shard());
            }
            abandon(draft);
        });
    }

    /// Files some row of which none of these holders has proven since then, the longest unproven first.
    List<StoredFile> due(Instant since, Collection<PeerId> holders, int most) throws IOException {
        return database.query("""
                SELECT f.* FROM file f JOIN
                    (SELECT file, min(coalesce(proven, 0)) AS oldest FROM placement
                     WHERE holder IN (?) AND coalesce(proven, 0) < ? GROUP BY file) p
                    ON p.file = f.id
                ORDER BY p.oldest, f.id LIMIT ?
                """, Catalog::stored, holders, since, most);
    }

    /// The rows of a file that these holders have not proven since then, in order.
    List<PlacedRow> due(StoredFile file, Instant since, Collection<PeerId> holders, int most) throws IOException {
        return database.query("""
                SELECT * FROM placement
                WHERE file = ? AND holder IN (?) AND coalesce(proven, 0) < ?
                ORDER BY segment, row, holder LIMIT ?
                """, Catalog::placed, file.id(), holders, since, most);
    }

    void proven(StoredFile file, PlacedRow placed, Instant at) throws IOException {
        database.update(
                "UPDATE placement SET proven = ? WHERE file = ? AND segment = ? AND row = ? AND holder = ?",
                at,
                file.id(),
                placed.segment(),
                placed.row(),
                placed.holder());
    }

    /// Forgets that a holder has a row: it said itself that it does not, or could not prove it.
    void lost(StoredFile file, PlacedRow placed) throws IOException {
        database.update(
                "DELETE FROM placement WHERE file = ? AND segment = ? AND row = ? AND holder = ?",
                file.id(),
                placed.segment(),
                placed.row(),
                placed.holder());
    }

    /// Forgets everything that a holder has of a file.
    void forget(StoredFile file, PeerId holder) throws IOException {
        database.update("DELETE FROM placement WHERE file = ? AND holder = ?", file.id(), holder);
    }

    /// Remembers how a file stands.
    ///
    /// @return whether its tier changed
    boolean assessed(StoredFile file, Health health, int receipts) throws IOException {
        String tier = health.tier().label();
        String before = database.first("SELECT tier FROM file WHERE id = ?", row -> row.text("tier"), file.id())
                .orElse(tier);
        database.update(
                """
                UPDATE file SET tier = ?, receipts = ?, losses = ?, missing_holders = ?, missing_shards = ?
                WHERE id = ?
                """,
                tier,
                receipts,
                Math.max(0, health.losses()),
                health.missingHolders(),
                health.missingShards(),
                file.id());
        return !tier.equals(before);
    }

    /// Remembers that shards are about to be sent, so that a kill does not leave them with their holders for ever.
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

    /// What was drafted under that name is to be taken back, unless a file of mine has it there.
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
    List<PeerId> holdersToTakeBackFrom() throws IOException {
        return database.query(
                "SELECT DISTINCT holder FROM retraction ORDER BY holder", row -> PeerId.parse(row.text("holder")));
    }

    /// Some shards that are to be taken back from a holder: those that no other file of mine has there.
    List<Cid> retractions(PeerId holder, int most) throws IOException {
        database.update("""
                DELETE FROM retraction WHERE holder = ? AND EXISTS
                    (SELECT 1 FROM placement p WHERE p.cid = retraction.cid AND p.holder = retraction.holder)
                """, holder);
        return database.query(
                "SELECT cid FROM retraction WHERE holder = ? ORDER BY cid LIMIT ?",
                row -> Cid.parse(row.text("cid")),
                holder,
                most);
    }

    void retracted(PeerId holder, Collection<Cid> shards) throws IOException {
        database.inTransaction(() -> {
            for (Cid shard : shards) {
                database.update("DELETE FROM retraction WHERE holder = ? AND cid = ?", holder, shard);
            }
        });
    }

    private static PlacedRow placed(Row row) throws SQLException, IOException {
        return new PlacedRow(
                (int) row.number("segment"),
                (int) row.number("row"),
                PeerId.parse(row.text("holder")),
                Cid.parse(row.text("cid")),
                row.number("size_bytes"),
                row.bytes("receipt"),
                row.instant("placed"),
                row.optionalInstant("proven"));
    }

    private static StoredFile stored(Row row) throws SQLException, IOException {
        return new StoredFile(
                row.number("id"),
                Cid.parse(row.text("manifest")),
                row.text("reference"),
                row.text("link"),
                row.text("name"),
                FileInfo.Kind.valueOf(row.text("kind")),
                row.number("size_bytes"),
                row.number("entries"),
                row.instant("created"),
                Audience.parse(row.text("owner"), row.text("reach"), row.text("audience")),
                Availability.parse(row.text("availability")),
                new Shape((int) row.number("k"), (int) row.number("n")),
                (int) row.number("copies"),
                (int) row.number("segments"),
                row.bool("mine"),
                row.text("reasoning"));
    }

    private static FileInfo info(Row row) throws SQLException, IOException {
        return new FileInfo(
                Cid.parse(row.text("manifest")),
                row.text("link"),
                row.text("name"),
                FileInfo.Kind.valueOf(row.text("kind")),
                row.number("size_bytes"),
                row.number("entries"),
                row.instant("created"),
                row.text("reach"),
                Tier.valueOf(row.text("tier").toUpperCase(Locale.ROOT)),
                (int) row.number("k"),
                (int) row.number("n"),
                (int) row.number("receipts"),
                (int) row.number("losses"),
                row.bool("mine"));
    }
}
