package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.layer.Layer;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The time in which somebody's blob is being written: from before its first byte until it is claimed or given up.
///
/// While it is open nobody deletes the blob. Closed without [#claim], or never closed because the process was killed,
/// it
/// leaves no blob that nothing refers to.
public final class Incoming implements AutoCloseable {
    private final Database database;
    private final Reaper reaper;
    private final Cid cid;
    private final long id;
    private final Set<Incoming> all;
    private final Set<Did> withdrawn = ConcurrentHashMap.newKeySet();
    private boolean open = true;

    /// @param all those that are coming in, this one among them as long as it is
    Incoming(Database database, Reaper reaper, Cid cid, long id, Set<Incoming> all) {
        this.database = database;
        this.reaper = reaper;
        this.cid = cid;
        this.id = id;
        this.all = all;
        all.add(this);
    }

    /// The owner took it back meanwhile, not knowing how far it had come: nobody counts on it any more.
    void withdraw(Did owner) {
        withdrawn.add(owner);
    }

    /// What is being written.
    public Cid cid() {
        return cid;
    }

    /// Records the promise. From when this returns the blob is kept, whatever happens to this computer's power.
    ///
    /// @return the claim that holds: an earlier one of the same owner, when there is one
    /// @throws IOException also when the owner took it back while it came in
    public Claim claim(Claim promise, Layer layer) throws IOException {
        return claim(promise, layer, Optional.empty());
    }

    /// As above, where somebody else than the owner placed it.
    ///
    /// @param layer where it counts
    public Claim claim(Claim promise, Layer layer, Optional<Did> placer) throws IOException {
        if (!promise.cid().equals(cid)) {
            throw new IllegalArgumentException("a claim on " + promise.cid() + " while " + cid + " is coming in");
        }
        Claim holding = database.transaction(() -> {
            if (withdrawn.contains(promise.audience().owner())) {
                throw new IOException(cid + " was taken back while it came in");
            }
            Optional<Claim> earlier =
                    Claims.of(database, cid, promise.audience().owner());
            if (earlier.isEmpty()) {
                Claims.insert(database, promise, layer);
                if (placer.isPresent()) {
                    database.update(
                            "INSERT INTO deputed (cid, owner, placer, size) VALUES (?, ?, ?, ?)",
                            cid,
                            promise.audience().owner(),
                            placer.get(),
                            promise.sizeBytes());
                }
            } else {
                Claims.address(database, cid, promise.audience());
            }
            database.update("DELETE FROM incoming WHERE id = ?", id);
            return earlier.orElse(promise);
        });
        open = false;
        all.remove(this);
        return holding;
    }

    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            all.remove(this);
            database.update("DELETE FROM incoming WHERE id = ?", id);
            reaper.reap();
        }
    }
}
