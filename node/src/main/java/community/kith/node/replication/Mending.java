package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.node.ledger.Database;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Restores shards of mine that went bad on this disk, from other shards: the ledger's table `damaged`. What cannot be
/// restored now, because too few holders are there, is tried again at each tick. Whoever reads a bad shard makes it a
/// missing one, so it also looks, little by little, for those that are referred to and not there.
final class Mending {
    private static final int PER_TICK = 64;
    private static final int LOOKED_FOR_PER_TICK = 64;

    private final Database database;
    private final Stripes stripes;
    private final Shelf shelf;
    private final Shards shards;
    private final Repair repair;
    private final InstantSource clock;
    /// The last that was looked for.
    private String last = "";

    Mending(Database database, Repair.Looking looking, Repair repair, InstantSource clock) {
        this.database = database;
        this.stripes = looking.books().stripes();
        this.shelf = looking.books().shelf();
        this.shards = looking.shards();
        this.repair = repair;
        this.clock = clock;
    }

    /// Writes down that a blob went bad.
    ///
    /// @return whether it is one of mine; what others placed here is for their audits to find missing
    boolean damaged(Cid cid) throws IOException {
        return database.transaction(() -> {
            boolean mine = !stripesWith(cid).isEmpty();
            if (mine) {
                database.update(
                        "INSERT INTO damaged (cid, found) VALUES (?, ?) ON CONFLICT (cid) DO NOTHING",
                        cid,
                        clock.instant());
            }
            return mine;
        });
    }

    /// The stripes of mine that a blob belongs to, by their names.
    private List<Cid> stripesWith(Cid cid) throws IOException {
        List<Cid> with = new ArrayList<>();
        for (String reference : database.query(
                "SELECT file FROM local_refs WHERE cid = ? ORDER BY file", row -> row.text("file"), cid)) {
            Shelf.stripeOf(reference).ifPresent(with::add);
        }
        return with;
    }

    /// Looks for a few, and restores what can be.
    void tick() throws IOException {
        look();
        mend();
    }

    private synchronized void look() throws IOException {
        List<String> some = database.query(
                "SELECT DISTINCT cid FROM local_refs WHERE cid > ? ORDER BY cid LIMIT ?",
                row -> row.text("cid"),
                last,
                LOOKED_FOR_PER_TICK);
        for (String cid : some) {
            if (!shelf.blobs().has(Cid.parse(cid))) {
                damaged(Cid.parse(cid));
            }
        }
        last = some.size() < LOOKED_FOR_PER_TICK ? "" : some.getLast();
    }

    /// Restores what can be, the longest untried first.
    void mend() throws IOException {
        for (Cid cid : database.query(
                "SELECT cid FROM damaged ORDER BY found, cid LIMIT ?", row -> Cid.parse(row.text("cid")), PER_TICK)) {
            if (shelf.blobs().has(cid) || isRestored(cid)) {
                database.update("DELETE FROM damaged WHERE cid = ?", cid);
            } else {
                database.update("UPDATE damaged SET found = ? WHERE cid = ?", clock.instant(), cid);
            }
        }
    }

    /// Whether it is here again, or nothing needs it any more.
    private boolean isRestored(Cid cid) throws IOException {
        boolean needed = false;
        for (Cid id : stripesWith(cid)) {
            Optional<StoredStripe> stripe = stripes.find(id);
            if (stripe.isPresent()) {
                needed = true;
                if (restore(stripe.get(), cid)) {
                    return true;
                }
            }
        }
        return !needed;
    }

    private boolean restore(StoredStripe stripe, Cid cid) throws IOException {
        int row = stripe.stripe().shards().indexOf(cid);
        if (row < 0) {
            return false;
        }
        try {
            shards.restore(stripe.stripe(), List.of(row));
        } catch (IOException e) {
            System.getLogger(Mending.class.getName())
                    .log(System.Logger.Level.DEBUG, "a shard that went bad cannot be restored now", e);
            return false;
        }
        repair.tell(stripe, name -> "a shard of " + name + " went bad on this disk and was restored from others");
        return true;
    }
}
