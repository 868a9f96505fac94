package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.layer.Layer;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What this device keeps and for whom: claims of owners who placed blobs here, and [References] of my own. A blob is
/// deleted when the last of both is gone, and its bytes count exactly as long as they are there.
///
/// Safe for many threads; the database's lock orders all changes. Every answer is read from the ledger, so what a crash
/// interrupted is never half known.
public final class Holdings {
    private static final String EACH_BLOB = """
            SELECT (SELECT max(size) FROM kept k WHERE k.cid = r.cid) AS size,
                (SELECT max(layer) FROM kept k WHERE k.cid = r.cid) AS layer
            FROM local_refs r WHERE NOT EXISTS (SELECT 1 FROM local_refs o WHERE o.cid = r.cid AND o.file < r.file)
            UNION ALL
            SELECT (SELECT max(size) FROM kept k WHERE k.cid = c.cid),
                (SELECT max(layer) FROM kept k WHERE k.cid = c.cid)
            FROM claims c WHERE NOT EXISTS (SELECT 1 FROM claims o WHERE o.cid = c.cid AND o.owner < c.owner)
                AND NOT EXISTS (SELECT 1 FROM local_refs o WHERE o.cid = c.cid)""";

    private final Database database;
    private final Reaper reaper;
    private final References references;
    private final Entrusted entrusted;
    private final Cached cached;
    private final Set<Incoming> comingIn = ConcurrentHashMap.newKeySet();

    private Holdings(Database database, Blobs blobs) {
        this.database = database;
        this.reaper = new Reaper(database, blobs);
        this.references = new References(database, reaper);
        this.entrusted = new Entrusted(database);
        this.cached = new Cached(database, reaper);
    }

    /// Takes up what the last run left: writes that were never claimed are undone, deletions begun are finished.
    ///
    /// @param me the passport of this device; what its devices place with each other counts as sovereign
    public static Holdings open(Ledger ledger, Blobs blobs, Did me) throws IOException {
        Holdings holdings = new Holdings(ledger.database(), blobs);
        holdings.database.update("DELETE FROM incoming");
        holdings.cached.recover();
        // Claims from before there were layers.
        holdings.database.update(
                "UPDATE claims SET layer = ? WHERE owner = ? AND layer <> ?",
                Layer.SOVEREIGN.label(),
                me,
                Layer.SOVEREIGN.label());
        holdings.reaper.reap();
        return holdings;
    }

    public References references() {
        return references;
    }

    /// What nobody wants kept and was fetched to be read.
    public Cached cached() {
        return cached;
    }

    /// Which bond of mine a guest hangs on: that of the first blob they placed, for as long as anything of theirs is
    /// here, so that nobody gains by being seen elsewhere.
    ///
    /// @param door which it is now; empty when no bond leads to them
    public String doorOf(Did guest, String door) throws IOException {
        return database.first("SELECT door FROM guest WHERE did = ?", row -> row.text("door"), guest)
                .orElse(door);
    }

    /// Remembers which bond a guest hangs on of whom something is here now.
    public void enteredBy(Did guest, String door) throws IOException {
        database.update("INSERT INTO guest (did, door) VALUES (?, ?) ON CONFLICT (did) DO NOTHING", guest, door);
    }

    /// What is kept for all guests who hang on one bond.
    public long usedBehind(String door) throws IOException {
        return database.number(
                "SELECT sum(u.bytes) FROM guest g JOIN usage u ON u.owner = g.did WHERE g.door = ?", door);
    }

    /// Forgets guests of whom nothing is here.
    public void forgetGuests() throws IOException {
        database.update("DELETE FROM guest WHERE did NOT IN (SELECT owner FROM usage)");
    }

    /// Rights that owners gave me, or took back from whoever had them.
    public Entrusted entrusted() {
        return entrusted;
    }

    /// Announces that a blob is about to be written for somebody.
    public Incoming incoming(Cid cid) throws IOException {
        long id = database.first("INSERT INTO incoming (cid) VALUES (?) RETURNING id", row -> row.number("id"), cid)
                .orElseThrow();
        return new Incoming(database, reaper, cid, id, comingIn);
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

    /// Ends an owner's claims, and deletes the blobs that nobody else needs. What is coming in for the owner at this
    /// moment is refused at its end: it may have been sent before.
    ///
    /// @return those that the owner had claimed
    public List<Cid> release(Did owner, Collection<Cid> cids) throws IOException {
        List<Cid> released = database.transaction(() -> {
            List<Cid> ended = new ArrayList<>();
            for (Incoming one : comingIn) {
                if (cids.contains(one.cid())) {
                    one.withdraw(owner);
                }
            }
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

    /// What counts in a layer now. A blob counts once, in the highest layer that a claim or a file of mine wants it
    /// for,
    /// however many there are.
    public Held in(Layer layer) throws IOException {
        return database.first(
                        "SELECT bytes, blobs FROM layers WHERE layer = ?",
                        row -> new Held(row.number("bytes"), row.number("blobs")),
                        layer.label())
                .orElseThrow();
    }

    /// The bytes of [#in].
    public long bytes(Layer layer) throws IOException {
        return in(layer).bytes();
    }

    /// What somebody has claims on counts in that layer from now on.
    public void move(Did owner, Layer from, Layer to) throws IOException {
        database.update("UPDATE claims SET layer = ? WHERE owner = ? AND layer = ?", to.label(), owner, from.label());
    }

    /// Distinct blobs and their bytes.
    public record Held(long bytes, long blobs) {}

    /// Deletes what is still to be deleted. Called now and then.
    public void tick() throws IOException {
        reaper.reap();
    }

    /// Counts everything anew and compares it with the sums that are kept.
    ///
    /// @return what differs, in words; empty when all is exact
    public Optional<String> recount() throws IOException {
        Optional<String> owed = database.first("""
                SELECT 'usage of ' || owner || ' is off by ' || sum(off) || ' bytes' AS finding FROM (
                    SELECT owner, bytes AS off FROM usage UNION ALL SELECT owner, -size FROM claims) AS owed
                GROUP BY owner HAVING sum(off) <> 0
                LIMIT 1""", row -> row.text("finding"));
        Optional<String> layered = owed.isPresent() ? owed : recountLayers();
        return layered.isPresent() ? layered : cached.recount();
    }

    /// One walk, which keeps nothing in memory: each blob is met at the first of the rows that want it.
    private Optional<String> recountLayers() throws IOException {
        return database.transaction(() -> {
            StringBuilder sums = new StringBuilder();
            for (Layer layer : Layer.values()) {
                sums.append(sums.isEmpty() ? "" : ", ")
                        .append("coalesce(sum(CASE WHEN layer = '%1$s' THEN size ELSE 0 END), 0) AS %1$s_bytes, "
                                .formatted(layer.label()))
                        .append("coalesce(sum(CASE WHEN layer = '%1$s' THEN 1 ELSE 0 END), 0) AS %1$s_blobs"
                                .formatted(layer.label()));
            }
            SequencedMap<Layer, Held> counted = database.first(
                            "SELECT " + sums + " FROM (" + EACH_BLOB + ") AS each_blob", Holdings::counted)
                    .orElseThrow();
            for (Map.Entry<Layer, Held> each : counted.entrySet()) {
                Held kept = in(each.getKey());
                if (!kept.equals(each.getValue())) {
                    return Optional.of("layer %s is %d bytes in %d blobs, but the sums say %d in %d"
                            .formatted(
                                    each.getKey().label(),
                                    each.getValue().bytes(),
                                    each.getValue().blobs(),
                                    kept.bytes(),
                                    kept.blobs()));
                }
            }
            return Optional.empty();
        });
    }

    private static SequencedMap<Layer, Held> counted(Row row) throws SQLException {
        SequencedMap<Layer, Held> counted = new TreeMap<>();
        for (Layer layer : Layer.values()) {
            counted.put(layer, new Held(row.number(layer.label() + "_bytes"), row.number(layer.label() + "_blobs")));
        }
        return counted;
    }
}
