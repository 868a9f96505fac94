package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.reach.Availability;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import community.kith.store.file.Chunk;
import community.kith.store.file.KnownChunks;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import community.kith.store.seal.ContentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The stripes that this node looks after, who signed for which row of them, and which chunks they have: the ledger's
/// tables `stripe`, `placement`, `chunk`, `lease` and `loose`.
///
/// A stripe lives as long as a file is made of it or a put has a lease on it. Who takes either away says so in `loose`,
/// and [#collectable] looks at those only.
final class Stripes {
    private static final int DIGEST_BYTES = 32;
    private static final int ASSESSED_AT_ONCE = 256;

    private final Database database;

    Stripes(Database database) {
        this.database = database;
    }

    Optional<StoredStripe> find(Cid id) throws IOException {
        return database.first("SELECT * FROM stripe WHERE cid = ?", Stripes::stored, id);
    }

    /// The stripe of that name, written down if it was not there, on lease to this put.
    ///
    /// @param segment what a later put needs to use it again; empty for a manifest and for what others put
    StoredStripe begin(
            String put, Stripe stripe, Optional<Segment> segment, Audience audience, Availability availability)
            throws IOException {
        return database.transaction(() -> {
            database.update(
                    """
                    INSERT INTO stripe (cid, k, n, shard_bytes, shards, reach, owner, audience, availability, plain_bytes,
                        seal_key, complete, tier, receipts, losses, missing_holders, missing_shards)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 'accepted', 0, 0, 1, ?)
                    ON CONFLICT (cid) DO NOTHING
                    """,
                    stripe.id(),
                    stripe.k(),
                    stripe.n(),
                    stripe.shardBytes(),
                    digests(stripe),
                    audience.reach().label(),
                    audience.owner(),
                    audience.namedText(),
                    availability.label(),
                    segment.map(of -> (long) of.plainBytes()),
                    segment.flatMap(Segment::key).map(ContentKey::bytes),
                    stripe.n());
            StoredStripe stored = find(stripe.id()).orElseThrow();
            lease(put, stored.id());
            return stored;
        });
    }

    /// Everything that a file is made of, on lease to this put.
    void lease(String put, StoredFile file) throws IOException {
        database.update(
                "INSERT INTO lease (put, stripe) SELECT DISTINCT ?, stripe FROM part WHERE file = ? ON CONFLICT DO NOTHING",
                put,
                file.id());
    }

    private void lease(String put, long stripe) throws IOException {
        database.update("INSERT INTO lease (put, stripe) VALUES (?, ?) ON CONFLICT DO NOTHING", put, stripe);
    }

    /// Writes down that a stripe has come to lie where it should, and which chunks may be used from now on.
    ///
    /// @param names of the chunks, as only their audience knows them; those that were known elsewhere were stored again
    ///     for a reason
    void complete(StoredStripe stripe, List<byte[]> names, List<Chunk> chunks) throws IOException {
        database.inTransaction(() -> {
            database.update("UPDATE stripe SET complete = 1 WHERE id = ?", stripe.id());
            for (int i = 0; i < names.size(); i++) {
                database.update(
                        """
                        INSERT INTO chunk (name, stripe, start, length) VALUES (?, ?, ?, ?)
                        ON CONFLICT (name)
                        DO UPDATE SET stripe = excluded.stripe, start = excluded.start, length = excluded.length
                        """,
                        names.get(i),
                        stripe.id(),
                        chunks.get(i).offset(),
                        chunks.get(i).length());
            }
        });
    }

    /// Where a chunk lies, on lease to this put.
    Optional<KnownChunks.Place> chunk(String put, byte[] name, int length) throws IOException {
        return database.transaction(() -> {
            Optional<Found> found = database.first("""
                    SELECT c.start, c.length, s.* FROM chunk c JOIN stripe s ON s.id = c.stripe
                    WHERE c.name = ? AND s.complete = 1
                    """, Stripes::found, name);
            if (found.isEmpty() || found.get().length != length) {
                return Optional.empty();
            }
            lease(put, found.get().stripe);
            return Optional.of(found.get().place);
        });
    }

    private record Found(long stripe, int length, KnownChunks.Place place) {}

    private static Found found(Row row) throws SQLException, IOException {
        StoredStripe stored = stored(row);
        Optional<ContentKey> key = row.optionalBytes("seal_key").map(ContentKey::of);
        Segment segment = new Segment((int) row.number("plain_bytes"), key, stored.stripe());
        return new Found(
                stored.id(), (int) row.number("length"), new KnownChunks.Place(segment, (int) row.number("start")));
    }

    /// Ends the leases of a put: what no file is made of goes.
    void release(String put) throws IOException {
        database.inTransaction(() -> {
            database.update("INSERT INTO loose SELECT stripe FROM lease WHERE put = ? ON CONFLICT DO NOTHING", put);
            database.update("DELETE FROM lease WHERE put = ?", put);
        });
    }

    /// At the start: puts that a kill cut off came to nothing.
    void releaseAll() throws IOException {
        database.inTransaction(() -> {
            database.update("INSERT INTO loose SELECT DISTINCT stripe FROM lease WHERE true ON CONFLICT DO NOTHING");
            database.update("DELETE FROM lease");
        });
    }

    /// Some stripes that nothing needs any more; the others are no longer loose.
    List<StoredStripe> collectable(int most) throws IOException {
        database.update("""
                DELETE FROM loose WHERE EXISTS (SELECT 1 FROM part p WHERE p.stripe = loose.stripe)
                    OR EXISTS (SELECT 1 FROM lease l WHERE l.stripe = loose.stripe)
                """);
        return database.query(
                "SELECT s.* FROM stripe s JOIN loose l ON l.stripe = s.id ORDER BY s.id LIMIT ?",
                Stripes::stored,
                most);
    }

    /// Forgets a stripe for good, unless a put or a file has come to need it.
    ///
    /// @return whether it is gone
    boolean remove(StoredStripe stripe) throws IOException {
        return database.transaction(() -> {
            if (database.any("SELECT 1 FROM part WHERE stripe = ?", stripe.id())
                    || database.any("SELECT 1 FROM lease WHERE stripe = ?", stripe.id())) {
                return false;
            }
            return database.update("DELETE FROM stripe WHERE id = ?", stripe.id()) > 0;
        });
    }

    List<PlacedRow> placements(StoredStripe stripe) throws IOException {
        return database.query(
                "SELECT * FROM placement WHERE stripe = ? ORDER BY row, holder", Stripes::placed, stripe.id());
    }

    /// Those of which that holder has this shard.
    List<StoredStripe> with(Cid shard, PeerId holder) throws IOException {
        return database.query(
                "SELECT * FROM stripe WHERE id IN (SELECT stripe FROM placement WHERE cid = ? AND holder = ?) ORDER BY id",
                Stripes::stored,
                shard,
                holder);
    }

    /// Writes receipts down.
    void place(StoredStripe stripe, Collection<PlacedRow> rows) throws IOException {
        database.inTransaction(() -> {
            for (PlacedRow one : rows) {
                database.update(
                        """
                        INSERT INTO placement (stripe, row, holder, cid, size_bytes, receipt, placed, proven)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (stripe, row, holder)
                        DO UPDATE SET receipt = excluded.receipt, placed = excluded.placed
                        """,
                        stripe.id(),
                        one.row(),
                        one.holder(),
                        one.shard(),
                        one.sizeBytes(),
                        one.receipt(),
                        one.placed(),
                        one.proven());
                database.update("DELETE FROM retraction WHERE holder = ? AND cid = ?", one.holder(), one.shard());
                database.update("DELETE FROM draft WHERE holder = ? AND cid = ?", one.holder(), one.shard());
            }
            count(stripe);
        });
    }

    /// How many rows nobody signed for: what repair looks for must be true before anything is assessed.
    private void count(StoredStripe stripe) throws IOException {
        database.update("""
                UPDATE stripe SET missing_shards =
                    n - (SELECT count(DISTINCT p.row) FROM placement p WHERE p.stripe = stripe.id)
                WHERE id = ?
                """, stripe.id());
    }

    void proven(StoredStripe stripe, PlacedRow row, Instant at) throws IOException {
        database.update(
                "UPDATE placement SET proven = ? WHERE stripe = ? AND row = ? AND holder = ?",
                at,
                stripe.id(),
                row.row(),
                row.holder());
    }

    /// Forgets that a holder has a row: it said itself that it does not, or could not prove it.
    void lost(StoredStripe stripe, PlacedRow row) throws IOException {
        lost(stripe, row.holder(), row.row());
    }

    void lost(StoredStripe stripe, PeerId holder, int row) throws IOException {
        database.inTransaction(() -> {
            database.update(
                    "DELETE FROM placement WHERE stripe = ? AND row = ? AND holder = ?", stripe.id(), row, holder);
            count(stripe);
        });
    }

    /// Forgets what a holder has of these and others have as well.
    void forget(PeerId holder, Collection<StoredStripe> stripes) throws IOException {
        database.inTransaction(() -> {
            for (StoredStripe stripe : stripes) {
                database.update("""
                        DELETE FROM placement WHERE stripe = ? AND holder = ? AND EXISTS (SELECT 1 FROM placement q
                            WHERE q.stripe = placement.stripe AND q.row = placement.row AND q.holder <> placement.holder)
                        """, stripe.id(), holder);
                count(stripe);
            }
        });
    }

    /// The bytes that a holder has signed for.
    long bytesAt(PeerId holder) throws IOException {
        return database.number("SELECT sum(size_bytes) FROM placement WHERE holder = ?", holder);
    }

    /// My stripes with keys in this range that came to lie where they should and that others may hold, in order.
    List<StoredStripe> entrustable(long from, long before) throws IOException {
        return database.query("""
                SELECT * FROM stripe WHERE id >= ? AND id < ? AND complete = 1 AND availability <> 'mine' ORDER BY id
                """, Stripes::stored, from, before);
    }

    /// Who signed for which row of the stripes in this range.
    Map<Long, List<PlacedRow>> placements(long from, long before) throws IOException {
        Map<Long, List<PlacedRow>> placements = new HashMap<>();
        database.query(
                "SELECT * FROM placement WHERE stripe >= ? AND stripe < ? ORDER BY stripe, row, holder",
                row -> placements
                        .computeIfAbsent(row.number("stripe"), first -> new ArrayList<>())
                        .add(placed(row)),
                from,
                before);
        return placements;
    }

    /// The greatest key there is; 0 without stripes.
    long last() throws IOException {
        return database.number("SELECT max(id) FROM stripe");
    }

    /// One shard of each stripe.
    long shardBytes() throws IOException {
        return database.number("SELECT sum(shard_bytes) FROM stripe");
    }

    /// Some stripes of which this holder signed for a part, from a place in their order on.
    List<StoredStripe> at(PeerId holder, long after, int most) throws IOException {
        return database.query("""
                SELECT * FROM stripe WHERE id > ? AND id IN (SELECT stripe FROM placement WHERE holder = ?)
                ORDER BY id LIMIT ?
                """, Stripes::stored, after, holder, most);
    }

    /// Some stripes with rows that this holder signed for and nobody but these, from a place in their order on.
    List<StoredStripe> onlyAt(PeerId holder, Collection<PeerId> silent, long from, int most) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(from, holder));
        arguments.addAll(silent);
        arguments.add(most);
        return database.query(
                """
                SELECT * FROM stripe WHERE id >= ? AND id IN (SELECT p.stripe FROM placement p WHERE p.holder = ?
                    AND NOT EXISTS (SELECT 1 FROM placement q WHERE q.stripe = p.stripe AND q.row = p.row
                        AND q.holder NOT IN (%s)))
                ORDER BY id LIMIT ?
                """.formatted(String.join(", ", Collections.nCopies(silent.size(), "?"))),
                Stripes::stored,
                arguments.toArray());
    }

    /// Some stripes with rows that nobody signed for, those nearest to their end first.
    List<StoredStripe> shortOfShards(int most) throws IOException {
        return database.query(
                "SELECT * FROM stripe WHERE missing_shards > 0 AND complete = 1 ORDER BY losses, id LIMIT ?",
                Stripes::stored,
                most);
    }

    /// Some stripes that would survive more if they were spread over more people.
    List<StoredStripe> crowded(int most) throws IOException {
        return database.query(
                "SELECT * FROM stripe WHERE losses < n - k AND complete = 1 ORDER BY losses, id LIMIT ?",
                Stripes::stored,
                most);
    }

    /// Stripes some row of which one of these holders has not proven since then, the longest unproven first. What was
    /// proven later than now was so by a clock that has been set back, and counts as unproven.
    List<StoredStripe> due(Instant since, Instant now, Collection<PeerId> holders, int most) throws IOException {
        List<StoredStripe> due = new ArrayList<>();
        for (PeerId holder : holders) {
            due.addAll(proven("< ?", since, holder, most));
            due.addAll(proven("> ?", now, holder, most));
        }
        return due;
    }

    private List<StoredStripe> proven(String when, Instant bound, PeerId holder, int most) throws IOException {
        return database.query("""
                SELECT s.* FROM stripe s JOIN
                    (SELECT stripe, min(proven) AS oldest FROM
                        (SELECT stripe, proven FROM placement WHERE holder = ? AND proven %s ORDER BY proven LIMIT ?) d
                     GROUP BY stripe) p ON p.stripe = s.id
                ORDER BY p.oldest, s.id
                """.formatted(when), Stripes::stored, holder, bound, most);
    }

    /// Writes down how stripes stand, a few hundred at a time, so that nobody waits long; what is as it was costs no
    /// write.
    void assessed(List<Assessment> all) throws IOException {
        for (int from = 0; from < all.size(); from += ASSESSED_AT_ONCE) {
            List<Assessment> some = all.subList(from, Math.min(all.size(), from + ASSESSED_AT_ONCE));
            database.inTransaction(() -> {
                for (Assessment one : some) {
                    assessed(one);
                }
            });
        }
    }

    private void assessed(Assessment one) throws IOException {
        String tier = one.standing().tier().label();
        int losses = one.standing().survival().losses();
        int missing = one.standing().missingHolders();
        database.update(
                """
                UPDATE stripe SET tier = ?, receipts = ?, losses = ?, missing_holders = ?
                WHERE id = ? AND (tier <> ? OR receipts <> ? OR losses <> ? OR missing_holders <> ?)
                """, tier, one.receipts(), losses, missing, one.stripe().id(), tier, one.receipts(), losses, missing);
    }

    private static byte[] digests(Stripe stripe) {
        List<Cid> named = stripe.k() == 1 ? stripe.shards().subList(0, 1) : stripe.shards();
        ByteBuffer bytes = ByteBuffer.allocate(named.size() * DIGEST_BYTES);
        named.forEach(shard -> bytes.put(shard.digest()));
        return bytes.array();
    }

    private static List<Cid> shards(byte[] digests, int n) {
        List<Cid> shards = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(digests);
        while (bytes.hasRemaining()) {
            byte[] digest = new byte[DIGEST_BYTES];
            bytes.get(digest);
            shards.add(Cid.raw(digest));
        }
        return shards.size() == 1 ? Collections.nCopies(n, shards.getFirst()) : shards;
    }

    static StoredStripe stored(Row row) throws SQLException, IOException {
        int n = (int) row.number("n");
        return new StoredStripe(
                row.number("id"),
                new Stripe((int) row.number("k"), n, (int) row.number("shard_bytes"), shards(row.bytes("shards"), n)),
                Audience.parse(row.text("owner"), row.text("reach"), row.text("audience")),
                Availability.parse(row.text("availability")),
                row.bool("complete"));
    }

    private static PlacedRow placed(Row row) throws SQLException, IOException {
        return new PlacedRow(
                (int) row.number("row"),
                PeerId.parse(row.text("holder")),
                Cid.parse(row.text("cid")),
                row.number("size_bytes"),
                row.bytes("receipt"),
                row.instant("placed"),
                row.instant("proven"));
    }
}
