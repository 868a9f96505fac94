package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.community.layer.CacheClass;
import community.kith.community.layer.CacheDecider;
import community.kith.community.layer.CachedBlock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The blobs here that nobody wants kept and that were fetched to be read: the ledger's tables `cached` and
/// `cache_use`.
///
/// A row comes first, the bytes second, and then the row is made ready; what a crash leaves in between goes at the next
/// start. A blob that is claimed or referred to is never cached: the row goes in the transaction in which that begins.
public final class Cached {
    /// So many may have to go for the one that comes, at most; more do not come.
    private static final int GOING_AT_ONCE = 4_096;

    private final Database database;
    private final Reaper reaper;

    Cached(Database database, Reaper reaper) {
        this.database = database;
        this.reaper = reaper;
    }

    /// Forgets what a crash cut off.
    void recover() throws IOException {
        database.update("DELETE FROM cached WHERE ready = 0");
    }

    /// Announces blobs that are about to be written, and makes room for them.
    ///
    /// @param file the manifest of what they were read for
    /// @return those that are to be written, none when there is no room; the others are here already
    public List<Cid> expect(Cid file, CacheClass kind, Map<Cid, Long> sizes, long budgetBytes, Instant now)
            throws IOException {
        List<Cid> expected = database.transaction(() -> {
            List<Cid> fresh = new ArrayList<>();
            long bytes = 0;
            for (Map.Entry<Cid, Long> blob : sizes.entrySet()) {
                if (!database.any("SELECT 1 FROM kept WHERE cid = ?", blob.getKey())
                        && !database.any("SELECT 1 FROM cached WHERE cid = ?", blob.getKey())) {
                    fresh.add(blob.getKey());
                    bytes += blob.getValue();
                }
            }
            if (!makeRoom(budgetBytes, kind, bytes)) {
                return List.of();
            }
            for (Cid cid : fresh) {
                database.update(
                        "INSERT INTO cached (cid, file, class, size, used, ready) VALUES (?, ?, ?, ?, ?, 0)",
                        cid,
                        file,
                        kind.label(),
                        sizes.getOrDefault(cid, 0L),
                        now);
            }
            return fresh;
        });
        reaper.reap();
        return expected;
    }

    /// Within a transaction.
    private boolean makeRoom(long budgetBytes, CacheClass kind, long bytes) throws IOException {
        Map<CacheClass, Long> used = new EnumMap<>(CacheClass.class);
        for (Map.Entry<CacheClass, Holdings.Held> each : use().entrySet()) {
            used.put(each.getKey(), each.getValue().bytes());
        }
        long missing = CacheDecider.missing(budgetBytes, used, bytes);
        List<CachedBlock> oldest = new ArrayList<>();
        for (CacheClass each : CacheClass.values()) {
            if (missing > 0 && each.compareTo(kind) <= 0) {
                oldest.addAll(oldest(each));
            }
        }
        Optional<List<Cid>> going = CacheDecider.makeRoom(missing, kind, oldest);
        for (Cid cid : going.orElse(List.of())) {
            database.update("DELETE FROM cached WHERE cid = ?", cid);
        }
        return going.isPresent();
    }

    private List<CachedBlock> oldest(CacheClass kind) throws IOException {
        return database.query(
                "SELECT cid, size, used FROM cached WHERE class = ? ORDER BY used, cid LIMIT ?",
                row -> new CachedBlock(Cid.parse(row.text("cid")), kind, row.number("size"), row.instant("used")),
                kind.label(),
                GOING_AT_ONCE);
    }

    /// Their bytes are on the disk.
    public void ready(Collection<Cid> cids) throws IOException {
        database.update("UPDATE cached SET ready = 1 WHERE cid IN (?)", List.copyOf(cids));
    }

    /// They were read, and stay longer.
    public void used(Collection<Cid> cids, Instant now) throws IOException {
        database.update("UPDATE cached SET used = ? WHERE cid IN (?)", now, List.copyOf(cids));
    }

    /// Lets so many bytes go, as far as there are as many; what is to go first in front.
    public void free(long bytes) throws IOException {
        database.inTransaction(() -> {
            long left = bytes;
            for (CacheClass kind : CacheClass.values()) {
                for (CachedBlock block : left > 0 ? oldest(kind) : List.<CachedBlock>of()) {
                    if (left > 0) {
                        database.update("DELETE FROM cached WHERE cid = ?", block.cid());
                        left -= block.bytes();
                    }
                }
            }
        });
        reaper.reap();
    }

    /// Lets go of what was read for one file.
    ///
    /// @return how many blobs that were
    public int forget(Cid file) throws IOException {
        int gone = database.update("DELETE FROM cached WHERE file = ?", file);
        reaper.reap();
        return gone;
    }

    /// Lets go of single blobs, such as could not be written.
    public void forget(Collection<Cid> cids) throws IOException {
        database.update("DELETE FROM cached WHERE cid IN (?)", List.copyOf(cids));
        reaper.reap();
    }

    /// What there is of each class.
    public Map<CacheClass, Holdings.Held> use() throws IOException {
        Map<CacheClass, Holdings.Held> use = new EnumMap<>(CacheClass.class);
        for (CacheClass kind : CacheClass.values()) {
            use.put(
                    kind,
                    database.first("SELECT bytes, blobs FROM cache_use WHERE class = ?", Cached::held, kind.label())
                            .orElseThrow());
        }
        return use;
    }

    private static Holdings.Held held(Row row) throws SQLException {
        return new Holdings.Held(row.number("bytes"), row.number("blobs"));
    }

    /// Counts everything anew; see [Holdings#recount].
    Optional<String> recount() throws IOException {
        return database.transaction(() -> {
            for (Map.Entry<CacheClass, Holdings.Held> each : use().entrySet()) {
                Holdings.Held counted = database.first(
                                "SELECT coalesce(sum(size), 0) AS bytes, count(*) AS blobs FROM cached WHERE class = ?",
                                Cached::held,
                                each.getKey().label())
                        .orElseThrow();
                if (!counted.equals(each.getValue())) {
                    return Optional.of("the cache has %d bytes of class %s, but the sums say %d"
                            .formatted(
                                    counted.bytes(),
                                    each.getKey().label(),
                                    each.getValue().bytes()));
                }
            }
            return Optional.empty();
        });
    }
}
