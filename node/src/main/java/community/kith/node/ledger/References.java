package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.community.layer.Layer;
import java.io.IOException;
import java.util.Map;

/// The blobs I keep for reasons of my own: shards and manifests of my files, and of files I pinned.
///
/// References come first, bytes second: a blob that is referred to before it is written cannot be deleted in between,
/// and
/// what a crash leaves behind goes with [#drop] of a file that was not finished. All calls may be part of a larger
/// transaction.
public final class References {
    private final Database database;
    private final Reaper reaper;

    References(Database database, Reaper reaper) {
        this.database = database;
        this.reaper = reaper;
    }

    /// Begins a file, or changes who may read it from me; where its bytes count stays as it was.
    ///
    /// @param file the caller's own name for it
    public void open(String file, Layer layer, Audience audience) throws IOException {
        database.update(
                """
                INSERT INTO local_files (file, layer, owner, reach, audience) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (file) DO UPDATE SET owner = excluded.owner, reach = excluded.reach,
                    audience = excluded.audience""", file, layer.label(), audience.owner(), audience.reach().label(), audience.namedText());
    }

    /// Refers to blobs, each with its size. A reference that is there already stays.
    ///
    /// @throws LedgerException when the file was not opened
    public void add(String file, Map<Cid, Long> sizes) throws IOException {
        database.inTransaction(() -> {
            for (Map.Entry<Cid, Long> blob : sizes.entrySet()) {
                add(file, blob.getKey(), blob.getValue());
            }
        });
    }

    public void add(String file, Cid cid, long sizeBytes) throws IOException {
        database.inTransaction(() -> {
            if (!refers(file, cid)) {
                database.update(
                        "INSERT INTO local_refs (cid, file, size, layer)"
                                + " VALUES (?, ?, ?, (SELECT layer FROM local_files WHERE file = ?))",
                        cid,
                        file,
                        sizeBytes,
                        file);
            }
        });
    }

    public boolean refers(String file, Cid cid) throws IOException {
        return database.any("SELECT 1 FROM local_refs WHERE cid = ? AND file = ?", cid, file);
    }

    /// Takes back single references, and deletes the blobs that nobody else needs.
    public void drop(String file, Iterable<Cid> cids) throws IOException {
        database.inTransaction(() -> {
            for (Cid cid : cids) {
                database.update("DELETE FROM local_refs WHERE cid = ? AND file = ?", cid, file);
            }
        });
        reaper.reap();
    }

    /// Forgets a file, and deletes those of its blobs that nobody else needs: at once or, within a larger transaction,
    /// at
    /// the next [Holdings#tick].
    public void drop(String file) throws IOException {
        database.inTransaction(() -> {
            database.update("DELETE FROM local_refs WHERE file = ?", file);
            database.update("DELETE FROM local_files WHERE file = ?", file);
        });
        reaper.reap();
    }
}
