package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.layer.Layer;
import community.kith.community.layer.Lodger;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import community.kith.node.api.Tier;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import community.kith.store.manifest.Link;
import java.io.IOException;
import java.net.ProtocolException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The files that this node looks after and the stripes they are made of, in the ledger's tables `file` and `part`.
final class Catalog {
    private static final int MANIFEST = -1;

    private final Database database;

    Catalog(Database database) {
        this.database = database;
    }

    /// Writes a file down with its stripes, the manifest's first, or does nothing when it is there already.
    StoredFile add(StoredFile file, List<StoredStripe> stripes) throws IOException {
        return database.transaction(() -> {
            int added = database.update(
                    """
                    INSERT INTO file (manifest, link, name, kind, size_bytes, entries, created, reach, owner, audience,
                        availability, k, n, mine, reasoning, source, new_bytes, released, tier, receipts, losses,
                        missing_holders, missing_shards)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 'accepted', 0, 0, 0, 0)
                    ON CONFLICT (manifest) DO NOTHING
                    """,
                    file.manifest(),
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
                    file.mine(),
                    file.reasoning(),
                    file.source(),
                    file.newBytes());
            StoredFile stored = file(file.manifest()).orElseThrow();
            for (int i = 0; added > 0 && i < stripes.size(); i++) {
                database.update(
                        "INSERT INTO part (file, position, stripe) VALUES (?, ?, ?)",
                        stored.id(),
                        i + MANIFEST,
                        stripes.get(i).id());
            }
            return stored;
        });
    }

    Optional<StoredFile> file(Cid manifest) throws IOException {
        return database.first("SELECT * FROM file WHERE manifest = ?", Catalog::stored, manifest);
    }

    /// Newest first, removed ones left out.
    List<FileInfo> infos(FileQuery which) throws IOException {
        long before = which.after().isEmpty()
                ? Long.MAX_VALUE
                : file(which.after().get()).map(StoredFile::id).orElse(0L);
        if (which.called().isEmpty()) {
            return database.query(
                    "SELECT * FROM file WHERE removed IS NULL AND id < ? AND source <> ? ORDER BY id DESC LIMIT ?",
                    Catalog::info,
                    before,
                    Storage.ACCOUNT,
                    which.most());
        }
        Optional<Cid> manifest = manifest(which.called().get());
        return manifest.isPresent()
                ? database.query(
                        "SELECT * FROM file WHERE removed IS NULL AND id < ? AND manifest = ?",
                        Catalog::info,
                        before,
                        manifest.get())
                : database.query(
                        "SELECT * FROM file WHERE removed IS NULL AND id < ? AND source <> ? AND name = ? ORDER BY id DESC LIMIT ?",
                        Catalog::info,
                        before,
                        Storage.ACCOUNT,
                        which.called().get(),
                        which.most());
    }

    /// What a link or a CID names; empty for anything else.
    private static Optional<Cid> manifest(String called) {
        try {
            return Optional.of(called.startsWith("kith:") ? Link.parse(called).manifest() : Cid.parse(called));
        } catch (ProtocolException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Those that can still be restored, last removed first.
    List<FileInfo> removed() throws IOException {
        return database.query("SELECT * FROM file WHERE removed IS NOT NULL ORDER BY removed DESC, id", Catalog::info);
    }

    Optional<FileInfo> info(Cid manifest) throws IOException {
        return database.first("SELECT * FROM file WHERE manifest = ?", Catalog::info, manifest);
    }

    long count() throws IOException {
        // Two indexes are read through, rather than every row of a million.
        return database.number("SELECT count(*) FROM file")
                - database.number("SELECT count(*) FROM file WHERE removed IS NOT NULL")
                - database.number("SELECT count(*) FROM file WHERE source = ? AND source <> ''", Storage.ACCOUNT);
    }

    long shortOfDurable() throws IOException {
        return database.number(
                "SELECT count(*) FROM file WHERE tier = 'accepted' AND removed IS NULL AND source <> ?",
                Storage.ACCOUNT);
    }

    /// The plain bytes of all files, as often as they are in one.
    long bytes() throws IOException {
        return database.number("SELECT sum(size_bytes) FROM file WHERE removed IS NULL");
    }

    /// Everything that is stored for files, the manifests' stripes among it.
    List<StoredStripe> stripes(StoredFile file) throws IOException {
        return database.query("""
                SELECT s.* FROM stripe s WHERE s.id IN (SELECT stripe FROM part WHERE file = ?) ORDER BY s.id
                """, Stripes::stored, file.id());
    }

    /// How many segments a file is made of, its manifest left out.
    long segments(StoredFile file) throws IOException {
        return database.number("SELECT count(*) FROM part WHERE file = ? AND position > ?", file.id(), MANIFEST);
    }

    /// The files that a stripe is part of, newest first.
    List<StoredFile> filesWith(StoredStripe stripe, int most) throws IOException {
        return database.query(
                "SELECT * FROM file WHERE id IN (SELECT file FROM part WHERE stripe = ?) ORDER BY id DESC LIMIT ?",
                Catalog::stored,
                stripe.id(),
                most);
    }

    /// The files that any of these stripes is part of.
    List<StoredFile> filesWith(Collection<Long> stripes) throws IOException {
        return database.query(
                "SELECT * FROM file WHERE id IN (SELECT file FROM part WHERE stripe IN (?)) ORDER BY id",
                Catalog::stored,
                stripes);
    }

    /// Whether a file that is not released, other than this one, is made of the stripe.
    boolean keepsHere(StoredStripe stripe, StoredFile butFor) throws IOException {
        return database.any("""
                SELECT 1 FROM part p JOIN file f ON f.id = p.file WHERE p.stripe = ? AND f.id <> ? AND f.released = 0
                """, stripe.id(), butFor.id());
    }

    /// Some files that I pinned and whose bytes lie here, the first to go in front.
    List<Lodger> pinned(int most) throws IOException {
        return database.query("""
                SELECT f.manifest, f.owner, f.reach, f.created, coalesce((
                    SELECT sum(r.size) FROM part p JOIN stripe s ON s.id = p.stripe
                        JOIN local_refs r ON r.file = 'stripe ' || s.cid AND r.layer = 'invested'
                    WHERE p.file = f.id AND p.position >= 0), 0) AS bytes
                FROM file f WHERE f.mine = 0 AND f.released = 0 AND f.removed IS NULL
                ORDER BY CASE f.reach WHEN 'commons' THEN 0 WHEN 'bioregional' THEN 1 WHEN 'municipal' THEN 2
                    WHEN 'neighborhood' THEN 3 WHEN 'local' THEN 4 WHEN 'invited' THEN 5 ELSE 6 END, f.id DESC LIMIT ?
                """, Catalog::lodger, most);
    }

    private static Lodger lodger(Row row) throws SQLException, IOException {
        return new Lodger(
                Layer.INVESTED,
                Did.parse(row.text("owner")),
                Cid.parse(row.text("manifest")),
                Reach.labelled(row.text("reach")).orElse(Reach.PRIVATE),
                row.number("bytes"),
                row.instant("created"),
                false);
    }

    void released(StoredFile file, boolean released) throws IOException {
        database.update("UPDATE file SET released = ? WHERE id = ?", released, file.id());
    }

    /// The files that come from there, the last put first.
    List<StoredFile> from(String source) throws IOException {
        return database.query(
                "SELECT * FROM file WHERE source = ? AND source <> '' ORDER BY id DESC", Catalog::stored, source);
    }

    /// Some files that came with an account and whose stripes are not in my care yet, those tried least first.
    List<StoredFile> toAdopt(int most) throws IOException {
        return database.query(
                "SELECT f.* FROM file f JOIN adopting a ON a.file = f.id ORDER BY a.tried, a.file LIMIT ?",
                Catalog::stored,
                most);
    }

    void tried(StoredFile file) throws IOException {
        database.update("UPDATE adopting SET tried = tried + 1 WHERE file = ?", file.id());
    }

    /// Takes the stripes of a file that came with an account into care, the manifest's first.
    void adopt(StoredFile file, List<StoredStripe> stripes) throws IOException {
        database.inTransaction(() -> {
            for (int i = 0; i < stripes.size(); i++) {
                database.update(
                        "INSERT INTO part (file, position, stripe) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        file.id(),
                        i + MANIFEST,
                        stripes.get(i).id());
            }
            database.update("DELETE FROM adopting WHERE file = ?", file.id());
        });
    }

    /// Marks a file as removed at that moment, or as not removed.
    void removed(StoredFile file, Optional<Instant> when) throws IOException {
        database.update("UPDATE file SET removed = ? WHERE id = ?", when, file.id());
    }

    /// Some files that were removed before then.
    List<StoredFile> removedBefore(Instant then, int most) throws IOException {
        return database.query(
                "SELECT * FROM file WHERE removed IS NOT NULL AND removed < ? ORDER BY removed, id LIMIT ?",
                Catalog::stored,
                then,
                most);
    }

    /// Plain bytes and number of my files that were removed since then.
    Removed removedSince(Instant then) throws IOException {
        return database.first("""
                        SELECT count(*) AS files, coalesce(sum(size_bytes), 0) AS bytes FROM file
                        WHERE removed IS NOT NULL AND removed >= ?
                        """, row -> new Removed(row.number("files"), row.number("bytes")), then)
                .orElseThrow();
    }

    record Removed(long files, long bytes) {}

    /// Forgets a file for good; its stripes go when nothing else is made of them.
    void forget(StoredFile file) throws IOException {
        database.inTransaction(() -> {
            database.update(
                    "INSERT INTO loose SELECT DISTINCT stripe FROM part WHERE file = ? ON CONFLICT DO NOTHING",
                    file.id());
            database.update("DELETE FROM file WHERE id = ?", file.id());
        });
    }

    /// Works out how a file stands from how its stripes stand.
    ///
    /// @return whether its tier changed
    boolean assess(StoredFile file) throws IOException {
        return database.transaction(() -> {
            String before = tier(file);
            database.update("""
                    UPDATE file SET
                        tier = (SELECT CASE WHEN max(CASE WHEN s.tier = 'accepted' THEN 1 ELSE 0 END) = 1 THEN 'accepted'
                                    WHEN max(CASE WHEN s.tier = 'durable' THEN 1 ELSE 0 END) = 1 THEN 'durable'
                                    ELSE 'verified' END
                                FROM part p JOIN stripe s ON s.id = p.stripe WHERE p.file = file.id),
                        receipts = (SELECT coalesce(sum(s.receipts), 0)
                            FROM part p JOIN stripe s ON s.id = p.stripe WHERE p.file = file.id),
                        losses = (SELECT CASE WHEN min(s.losses) < 0 THEN 0 ELSE min(s.losses) END
                            FROM part p JOIN stripe s ON s.id = p.stripe WHERE p.file = file.id),
                        missing_holders = (SELECT max(s.missing_holders)
                            FROM part p JOIN stripe s ON s.id = p.stripe WHERE p.file = file.id),
                        missing_shards = (SELECT sum(s.missing_shards)
                            FROM part p JOIN stripe s ON s.id = p.stripe WHERE p.file = file.id)
                    WHERE id = ?
                    """, file.id());
            return !tier(file).equals(before);
        });
    }

    private String tier(StoredFile file) throws IOException {
        return database.first("SELECT tier FROM file WHERE id = ?", row -> row.text("tier"), file.id())
                .orElse("");
    }

    private static StoredFile stored(Row row) throws SQLException, IOException {
        return new StoredFile(
                row.number("id"),
                Cid.parse(row.text("manifest")),
                row.text("link"),
                row.text("name"),
                FileInfo.Kind.valueOf(row.text("kind")),
                row.number("size_bytes"),
                row.number("entries"),
                row.instant("created"),
                Audience.parse(row.text("owner"), row.text("reach"), row.text("audience")),
                Availability.parse(row.text("availability")),
                new Shape((int) row.number("k"), (int) row.number("n")),
                row.bool("mine"),
                row.text("reasoning"),
                row.text("source"),
                row.number("new_bytes"),
                row.optionalInstant("removed"),
                row.bool("released"));
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
                row.bool("mine"),
                row.text("source"),
                row.number("new_bytes"),
                row.bool("released"),
                row.optionalInstant("removed"));
    }
}
