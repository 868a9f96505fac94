package community.kith.node.account;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.identity.Verdict;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.trust.Bond;
import community.kith.node.api.FileInfo;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import community.kith.node.ledger.Row;
import community.kith.node.people.Me;
import community.kith.node.replication.Storage;
import community.kith.store.manifest.Link;
import java.io.IOException;
import java.net.ProtocolException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// An account out of the ledger's tables, and back into them.
final class AccountLedger {
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final Did me;

    AccountLedger(Ledger ledger, Did me) {
        this.database = ledger.database();
        this.me = me;
    }

    /// Everything, in the order of an account. Files and snapshots are read a page at a time.
    AccountStream.Source items(Me who, Map<String, String> settings) throws IOException {
        Deque<Item> few = new ArrayDeque<>();
        List<String> home = database.query("SELECT label FROM household WHERE did = ?", row -> row.text("label"), me);
        few.add(new Item.Owner(me, who.name(), who.salt(), home.isEmpty() ? "" : home.getFirst()));
        new TreeMap<>(settings).forEach((name, value) -> few.add(new Item.Setting(name, value)));
        few.addAll(friends());
        few.addAll(database.query(
                "SELECT * FROM steward ORDER BY since, peer",
                row -> new Item.Steward(
                        PeerId.parse(row.text("peer")), Did.parse(row.text("did")), row.instant("since"))));
        few.addAll(database.query(
                "SELECT signed FROM denylist ORDER BY publisher, name",
                row -> new Item.Followed(SignedDenylist.parse(row.bytes("signed")))));
        few.addAll(database.query(
                "SELECT * FROM backup ORDER BY path",
                row -> new Item.Series(
                        row.text("path"), Duration.ofSeconds(row.number("every_seconds")), row.text("keep"))));
        return new Pages(few);
    }

    private List<Item> friends() throws IOException {
        List<Item> friends = new ArrayList<>();
        for (Item.Friend friend : database.query("""
                SELECT p.did, p.bond, p.pledged_to_me, coalesce(g.bytes, 0) AS gives, coalesce(h.label, '') AS label
                FROM person p LEFT JOIN pledges g ON g.owner = p.did LEFT JOIN household h ON h.did = p.did
                ORDER BY p.did
                """, AccountLedger::friend)) {
            Did did = friend.bond().otherThan(me).orElseThrow().did();
            List<Item.Place> places = database.query(
                    "SELECT peer, addresses FROM device WHERE did = ? ORDER BY peer LIMIT 64",
                    row -> new Item.Place(PeerId.parse(row.text("peer")), addresses(row.text("addresses"))),
                    did);
            friends.add(new Item.Friend(friend.bond(), places, friend.gives(), friend.given(), friend.household()));
        }
        return friends;
    }

    private static Item.Friend friend(Row row) throws SQLException, IOException {
        return new Item.Friend(
                Bond.parse(row.bytes("bond")),
                List.of(),
                row.number("gives"),
                row.number("pledged_to_me"),
                row.text("label"));
    }

    private static List<Multiaddr> addresses(String text) throws ProtocolException {
        List<Multiaddr> addresses = new ArrayList<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(" ")) {
            addresses.add(Multiaddr.parse(one));
        }
        return addresses;
    }

    /// What is few at once, then files and snapshots by the page.
    private final class Pages implements AccountStream.Source {
        private final Deque<Item> ready;
        private Instant created = Instant.EPOCH;
        private String manifest = "";
        private boolean moreFiles = true;
        private String snapshot = "";
        private boolean moreSnapshots = true;

        Pages(Deque<Item> few) {
            this.ready = few;
        }

        @Override
        public Optional<Item> next() throws IOException {
            while (ready.isEmpty() && (moreFiles || moreSnapshots)) {
                if (moreFiles) {
                    files();
                } else {
                    snapshots();
                }
            }
            return Optional.ofNullable(ready.poll());
        }

        private void files() throws IOException {
            List<Item.Kept> page =
                    database.query("""
                    SELECT * FROM file WHERE (created > ? OR (created = ? AND manifest > ?)) AND source <> ?
                    ORDER BY created, manifest LIMIT ?
                    """, AccountLedger::kept, created, created, manifest, Storage.ACCOUNT, AT_ONCE);
            moreFiles = page.size() == AT_ONCE;
            if (!page.isEmpty()) {
                created = page.getLast().created();
                manifest = page.getLast().link().manifest().toString();
            }
            ready.addAll(page);
        }

        private void snapshots() throws IOException {
            List<Item.Snapshot> page = database.query(
                    """
                    SELECT s.manifest, s.taken, b.path FROM snapshot s JOIN backup b ON b.id = s.backup
                    WHERE s.manifest > ? ORDER BY s.manifest LIMIT ?
                    """,
                    row -> new Item.Snapshot(row.text("path"), Cid.parse(row.text("manifest")), row.instant("taken")),
                    snapshot,
                    AT_ONCE);
            moreSnapshots = page.size() == AT_ONCE;
            if (!page.isEmpty()) {
                snapshot = page.getLast().manifest().toString();
            }
            ready.addAll(page);
        }
    }

    private static Item.Kept kept(Row row) throws SQLException, IOException {
        return new Item.Kept(
                Link.parse(row.text("link")),
                row.text("name"),
                FileInfo.Kind.valueOf(row.text("kind")),
                row.number("size_bytes"),
                row.number("entries"),
                row.instant("created"),
                Audience.parse(row.text("owner"), row.text("reach"), row.text("audience")),
                Availability.parse(row.text("availability")),
                new Shape((int) row.number("k"), (int) row.number("n")),
                row.bool("mine"),
                row.text("source"),
                row.number("new_bytes"),
                row.optionalInstant("removed"));
    }

    Merged merge(AccountReader reader, Instant now) throws IOException {
        Taking taking = new Taking(now);
        List<Item> some = new ArrayList<>();
        for (Optional<Item> next = reader.next(); next.isPresent(); next = reader.next()) {
            some.add(next.get());
            if (some.size() == AT_ONCE) {
                taking.take(some);
                some.clear();
            }
        }
        taking.take(some);
        return new Merged(taking.people, taking.files, taking.unbelieved, taking.settings);
    }

    /// One merge under way.
    private final class Taking {
        private final Instant now;
        private final NavigableMap<String, String> settings = new TreeMap<>();
        private int people;
        private long files;
        private int unbelieved;

        Taking(Instant now) {
            this.now = now;
        }

        /// Takes some in one transaction; what they come from may be read in between.
        void take(List<Item> some) throws IOException {
            database.inTransaction(() -> {
                for (Item item : some) {
                    take(item);
                }
            });
        }

        private void take(Item item) throws IOException {
            switch (item) {
                case Item.Owner owner -> owner(owner);
                case Item.Setting setting -> settings.put(setting.name(), setting.value());
                case Item.Friend friend -> friend(friend);
                case Item.Steward steward -> database.update("""
                            INSERT INTO steward (peer, did, since)
                            SELECT peer, did, ? FROM device WHERE peer = ? AND did = ? ON CONFLICT DO NOTHING
                            """, steward.since(), steward.device(), steward.person());
                case Item.Followed followed -> follow(followed.list());
                case Item.Series series ->
                    database.update(
                            """
                            INSERT INTO backup (path, every_seconds, keep, next, paused, trouble)
                            VALUES (?, ?, ?, ?, ?, '') ON CONFLICT (path) DO NOTHING
                            """,
                            series.path(),
                            series.every().toSeconds(),
                            series.keep(),
                            now,
                            "it came with the account from another computer; if " + series.path()
                                    + " is here too: kith backup " + series.path() + " --now");
                case Item.Kept kept -> file(kept);
                case Item.Snapshot snapshot ->
                    database.update("""
                            INSERT INTO snapshot (manifest, backup, taken)
                            SELECT ?, id, ? FROM backup WHERE path = ? ON CONFLICT DO NOTHING
                            """, snapshot.manifest(), snapshot.taken(), snapshot.path());
            }
        }

        private void owner(Item.Owner owner) throws IOException {
            if (!owner.passport().equals(me)) {
                throw new ProtocolException("this is the account of " + owner.passport() + ", not of " + me);
            }
            if (!owner.household().isEmpty()) {
                household(me, owner.household());
            }
        }

        private void household(Did did, String label) throws IOException {
            database.update(
                    "INSERT INTO household (did, label) VALUES (?, ?) ON CONFLICT (did) DO NOTHING", did, label);
        }

        private void friend(Item.Friend friend) throws IOException {
            Bond bond = friend.bond();
            if (bond.otherThan(me).isEmpty() || bond.verify(now) instanceof Verdict.Refused) {
                unbelieved++;
                return;
            }
            var other = bond.otherThan(me).orElseThrow();
            int added = database.update(
                    """
                    INSERT INTO person (did, name, kind, bond, formed, pledged_to_me, free_for_me)
                    VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (did) DO NOTHING
                    """, other.did(), other.name(), bond.kind().label(), bond.bytes(), bond.formed(), friend.given());
            people += added;
            for (Item.Place place : friend.devices()) {
                device(other.did(), place);
            }
            device(other.did(), new Item.Place(other.peer(), List.of()));
            if (added > 0) {
                database.update(
                        "INSERT INTO pledges (owner, bytes) VALUES (?, ?) ON CONFLICT (owner) DO NOTHING",
                        other.did(),
                        friend.gives());
            }
            // Promised anew since the bond was made, which is all that may be known here so far.
            database.update(
                    "UPDATE pledges SET bytes = ? WHERE owner = ? AND bytes = ?",
                    friend.gives(),
                    other.did(),
                    bond.otherThan(other.did()).orElseThrow().offerBytes());
            if (!friend.household().isEmpty()) {
                household(other.did(), friend.household());
            }
        }

        private void device(Did did, Item.Place place) throws IOException {
            String addresses = String.join(
                    " ", place.addresses().stream().map(Multiaddr::toString).toList());
            database.update(
                    "INSERT INTO device (peer, did, addresses) VALUES (?, ?, ?) ON CONFLICT (peer) DO NOTHING",
                    place.device(),
                    did,
                    addresses);
            database.update(
                    "UPDATE device SET addresses = ? WHERE peer = ? AND addresses = ''", addresses, place.device());
        }

        private void follow(SignedDenylist list) throws IOException {
            if (!(list.verify(now) instanceof Verdict.Refused)) {
                database.update("""
                        INSERT INTO denylist (publisher, name, sequence, signed, refreshed) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (publisher, name) DO NOTHING
                        """, list.publisher(), list.name(), list.sequence(), list.bytes(), now);
            }
        }

        /// It is listed and can be read at once; storage takes its stripes into care afterwards.
        private void file(Item.Kept kept) throws IOException {
            Cid manifest = kept.link().manifest();
            int added = database.update(
                    """
                    INSERT INTO file (manifest, link, name, kind, size_bytes, entries, created, reach, owner, audience,
                        availability, k, n, mine, reasoning, source, new_bytes, removed, released, tier, receipts,
                        losses, missing_holders, missing_shards)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'accepted', 0, 0, 1, 0)
                    ON CONFLICT (manifest) DO NOTHING
                    """,
                    manifest,
                    kept.link().toString(),
                    kept.name(),
                    kept.kind().name(),
                    kept.sizeBytes(),
                    kept.entries(),
                    kept.created(),
                    kept.audience().reach().label(),
                    me,
                    kept.audience().namedText(),
                    kept.availability().label(),
                    kept.shape().k(),
                    kept.shape().n(),
                    kept.mine(),
                    "In the shape that it was put in: any %d of %d shards give a segment back."
                            .formatted(kept.shape().k(), kept.shape().n()),
                    kept.source(),
                    kept.newBytes(),
                    kept.removed());
            files += added;
            if (added > 0) {
                database.update(
                        "INSERT INTO adopting (file) SELECT id FROM file WHERE manifest = ? ON CONFLICT DO NOTHING",
                        manifest);
            }
        }
    }
}
