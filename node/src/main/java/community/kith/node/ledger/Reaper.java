package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// Deletes blobs that the ledger has doomed.
///
/// The file goes while the database's lock is held, and a writer or reference that arrives takes the same lock to spare
/// the
/// blob: whoever comes first wins, and no bytes go that somebody has just begun to count on. Should the process end
/// between file and row, the row is found again at the next start and the file is already gone.
final class Reaper {
    private static final Logger LOG = System.getLogger(Reaper.class.getName());
    private static final int BATCH = 64;

    private final Database database;
    private final Blobs blobs;

    Reaper(Database database, Blobs blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    /// Deletes all that is doomed now; inside somebody's transaction nothing, as that may still be undone.
    void reap() throws IOException {
        if (database.inTransaction()) {
            return;
        }
        String last = "";
        List<String> batch;
        do {
            String after = last;
            batch = database.transaction(() -> reapAfter(after));
            last = batch.isEmpty() ? last : batch.getLast();
        } while (batch.size() == BATCH);
    }

    private List<String> reapAfter(String last) throws IOException {
        List<String> doomed = database.query(
                "SELECT cid FROM doomed WHERE cid > ? ORDER BY cid LIMIT " + BATCH, row -> row.text("cid"), last);
        for (String cid : doomed) {
            if (isGone(Cid.parse(cid))) {
                database.update("DELETE FROM doomed WHERE cid = ?", cid);
            }
        }
        return doomed;
    }

    private boolean isGone(Cid cid) {
        try {
            blobs.delete(cid);
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "could not delete the blob " + cid + ", it is tried again later: " + e);
            return false;
        }
    }
}
