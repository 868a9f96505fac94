package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What this device keeps and for whom: claims of owners who placed blobs here, and [References] of my own. A blob is
/// deleted when the last of both is gone, and its bytes count exactly as long as they are there.
///
/// Safe for many threads; the database's lock orders all changes. Every answer is read from the ledger, so what a crash
/// interrupted is never half known.
public final class Holdings {
    private final Database database;
    private final Reaper reaper;
    private final References references;
    private final Entrusted entrusted;
    private final Did me;

    private Holdings(Database database, Blobs blobs, Did me) {
        this.database = database;
        this.reaper = new Reaper(database, blobs);
        this.references = new References(database, reaper);
        this.entrusted = new Entrusted(database);
        this.me = me;
    }

    /// Takes up what the last run left: writes that were never claimed are undone, deletions begun are finished.
    ///
    /// @param me the passport of this device; what its devices place with each other counts as sovereign
    public static Holdings open(Ledger ledger, Blobs blobs, Did me) throws IOException {
        Holdings holdings = new Holdings(ledger.database(), blobs, me);
        holdings.database.update("DELETE FROM incoming");
        holdings.reaper.reap();
        return holdings;
    }

    public References references() {
        return references;
    }

    /// Rights that owners gave me, or took back from whoever had them.
    public Entrusted entrusted() {
        return entrusted;
    }

    /// Announces that a blob is about to be written for somebody.
    public Incoming incoming(Cid cid) throws IOException {
        long id = database.first("INSERT INTO incoming (cid) VALUES (?) RETURNING id", row -> row.number("id"), cid)
                .orElseThrow();
        return new Incoming(database, reaper, cid, id);
    }

    public Optional<Claim> claim(Cid cid, Did owner) throws IOException {
        return Claims.of(database, cid, owner);
    }

    /// The claim that an owner has already, from now on meant for this audience.
    public Optional<Claim> claim(Cid cid, Audience audience) throws IOException {
        return database.transaction(() -> {
            Optional<Claim> claim = Claims.of(database, cid, audience.owner());
            if (claim.isPresent() && !claim.get().audience().equals(audience)) {
                Claims.address(database, cid, audience);
            }
            return Claims.of(database, cid, audience.owner());
        });
    }

    /// Everybody whom somebody who keeps this blob here meant it for, me included; empty when it is not kept.
    public List<Audience> audiences(Cid cid) throws IOException {
        return database.query(
                """
                SELECT owner, reach, audience FROM claims WHERE cid = ?
                UNION SELECT owner, reach, audience FROM local_refs JOIN local_files USING (file) WHERE cid = ?
                ORDER BY owner, reach""", row -> Audience.parse(row.text("owner"), row.text("reach"), row.text("audience")), cid, cid);
    }

    /// What is kept here of the commons, small blobs first, since the roots of manifests are small; at most `most`.
    public List<Cid> commons(int most) throws IOException {
        return database.query("""
                SELECT cid, size FROM claims WHERE reach = 'commons'
                UNION SELECT cid, size FROM local_files JOIN local_refs USING (file) WHERE reach = 'commons'
                ORDER BY size, cid LIMIT ?""", row -> Cid.parse(row.text("cid")), most);
    }

    /// Ends an owner's claims, and deletes the blobs that nobody else needs.
    ///
    /// @return those that the owner had claimed
    public List<Cid> release(Did owner, Collection<Cid> cids) throws IOException {
        List<Cid> released = database.transaction(() -> {
            List<Cid> ended = new ArrayList<>();
            for (Cid cid : cids) {
                if (database.update("DELETE FROM claims WHERE cid = ? AND owner = ?", cid, owner) > 0) {
                    ended.add(cid);
                }
            }
            return ended;
        });
        reaper.reap();
        return released;
    }

    /// Ends all claims of an owner.
    public void releaseAll(Did owner) throws IOException {
        database.update("DELETE FROM claims WHERE owner = ?", owner);
        reaper.reap();
    }

    /// The bytes that an owner's claims add up to.
    public long usedBy(Did owner) throws IOException {
        return database.number("SELECT bytes FROM usage WHERE owner = ?", owner);
    }

    /// How many claims an owner has.
    public long blobsOf(Did owner) throws IOException {
        return database.number("SELECT blobs FROM usage WHERE owner = ?", owner);
    }

    /// The bytes of those of an owner's claims that somebody else placed here in the owner's name.
    public long placedFor(Did owner, Did placer) throws IOException {
        return database.number("SELECT sum(size) FROM deputed WHERE owner = ? AND placer = ?", owner, placer);
    }

    /// The same for every owner who has any, in order of their DIDs.
    public SequencedMap<Did, Long> used() throws IOException {
        SequencedMap<Did, Long> used = new TreeMap<>();
        for (Map.Entry<Did, Long> each : database.query(
                "SELECT owner, bytes FROM usage",
                row -> Map.entry(Did.parse(row.text("owner")), row.number("bytes")))) {
            used.put(each.getKey(), each.getValue());
        }
        return used;
    }

    /// The bytes that count in a layer. A blob that two people claim counts for each of them; one that two of my files
    /// share counts once.
    public long bytes(Layer layer) throws IOException {
        return database.transaction(() -> {
            long referred = database.number("SELECT bytes FROM layers WHERE layer = ?", layer.label());
            return switch (layer) {
                case SOVEREIGN -> referred + usedBy(me);
                case RECIPROCAL -> referred + database.number("SELECT sum(bytes) FROM usage WHERE owner <> ?", me);
                case INVESTED, GIFT -> referred;
            };
        });
    }

    /// Deletes what is still to be deleted. Called now and then.
    public void tick() throws IOException {
        reaper.reap();
    }

    /// Counts everything anew and compares it with the sums that are kept.
    ///
    /// @return what differs, in words; empty when all is exact
    public Optional<String> recount() throws IOException {
        return database.first("""
                SELECT 'usage of ' || owner || ' is off by ' || sum(off) || ' bytes' AS finding FROM (
                    SELECT owner, bytes AS off FROM usage UNION ALL SELECT owner, -size FROM claims) AS owed
                GROUP BY owner HAVING sum(off) <> 0
                UNION ALL
                SELECT 'layer ' || layer || ' is off by ' || sum(off) || ' bytes' FROM (
                    SELECT layer, bytes AS off FROM layers
                    UNION ALL SELECT layer, -max(size) FROM local_refs GROUP BY layer, cid) AS kept
                GROUP BY layer HAVING sum(off) <> 0
                LIMIT 1""", row -> row.text("finding"));
    }
}
