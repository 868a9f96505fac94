package community.kith.node;

import community.kith.base.name.PeerId;
import community.kith.node.api.Visible;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.node.replication.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What others can see of me, counted from the ledger: what lies with whom, what is told to whom, and what each of them
/// cannot see of it.
final class Sight {
    private static final String SHARDS = """
            SELECT count(*) AS shards, coalesce(sum(p.size_bytes), 0) AS bytes FROM placement p
                JOIN stripe s ON s.id = p.stripe WHERE p.holder = ? AND s.reach %s 'commons'
            """;

    private final Database database;
    private final People people;
    private final Storage storage;

    Sight(Ledger ledger, People people, Storage storage) {
        this.database = ledger.database();
        this.people = people;
        this.storage = storage;
    }

    private record Sum(long count, long bytes) {}

    List<Visible> all() throws IOException {
        List<Visible> all = new ArrayList<>();
        List<Acquaintance> everybody = people.all();
        for (Acquaintance who : everybody) {
            if (!who.peer().equals(firstOf(everybody, who))) {
                continue;
            }
            holder(all, who);
        }
        if (!everybody.isEmpty()) {
            long bonds = people.bonds().size();
            all.add(new Visible(
                    "each of my people",
                    "my name, my passport, this computer's key, its addresses, and when it is on",
                    1,
                    0,
                    "where else I am"));
            all.add(new Visible(
                    "each of my people and whoever I ask for shards",
                    "my bonds: with whom, of what kind, what each offered",
                    bonds,
                    0,
                    "bonds among others that I know of"));
            long heads = database.number("SELECT count(*) FROM account_sent");
            if (heads > 0) {
                all.add(new Visible(
                        "each of my people",
                        "that I wrote my account anew, and when",
                        heads,
                        0,
                        "what is in it, and how long it is"));
            }
        }
        stewards(all);
        Sum commons = sum("SELECT count(*) AS shards, coalesce(sum(size_bytes), 0) AS bytes FROM file"
                + " WHERE reach = 'commons' AND removed IS NULL");
        if (commons.count > 0) {
            all.add(new Visible(
                    "everybody",
                    "files of the commons: contents, names, and that this node has them",
                    commons.count,
                    commons.bytes,
                    "nothing of them is hidden"));
        }
        long denied = database.number("SELECT count(*) FROM denial");
        if (denied > 0) {
            all.add(new Visible(
                    "each of my people",
                    "which entries of denylists were used here, how often and for what",
                    denied,
                    0,
                    "who had asked"));
        }
        return all;
    }

    private static PeerId firstOf(List<Acquaintance> everybody, Acquaintance who) {
        return everybody.stream()
                .filter(one -> one.did().equals(who.did()))
                .findFirst()
                .orElse(who)
                .peer();
    }

    private void holder(List<Visible> all, Acquaintance who) throws IOException {
        long sealedShards = 0;
        long sealedBytes = 0;
        long plainShards = 0;
        long plainBytes = 0;
        for (Acquaintance device : people.all()) {
            if (device.did().equals(who.did())) {
                Sum closed = sum(SHARDS.formatted("<>"), device.peer());
                Sum open = sum(SHARDS.formatted("="), device.peer());
                sealedShards += closed.count;
                sealedBytes += closed.bytes;
                plainShards += open.count;
                plainBytes += open.bytes;
            }
        }
        if (sealedShards > 0) {
            all.add(new Visible(
                    who.name(),
                    "that they hold sealed shards of mine: the size of each, when it came, and when it is asked for",
                    sealedShards,
                    sealedBytes,
                    "contents, names, folders, which shards belong together, and who else reads them"));
        }
        if (plainShards > 0) {
            all.add(new Visible(
                    who.name(),
                    "shards of mine for the commons, which are not sealed",
                    plainShards,
                    plainBytes,
                    "nothing of them is hidden"));
        }
        if (who.pledgedByMe() > 0) {
            all.add(new Visible(
                    who.name(),
                    "what I pledged to them, and how much room this disk has of it",
                    1,
                    who.pledgedByMe(),
                    "what I hold for others"));
        }
    }

    private void stewards(List<Visible> all) throws IOException {
        for (var steward : storage.stewards()) {
            all.add(new Visible(
                    steward.name() + " (my steward)",
                    "which shards belong together, who holds each, and how large they are",
                    steward.stripes(),
                    0,
                    "contents, names, and which shards make up a file"));
        }
    }

    private Sum sum(String sql, Object... arguments) throws IOException {
        return database.first(sql, row -> new Sum(row.number("shards"), row.number("bytes")), arguments)
                .orElseThrow();
    }
}
