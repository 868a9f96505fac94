package community.kith.node.denylist;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.denylist.DenylistIndex;
import community.kith.community.denylist.Entry;
import community.kith.community.denylist.SignedDenylist;
import community.kith.node.exchange.Denials;
import community.kith.node.exchange.Denylist;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All that denies something here: the file that the owner writes by hand, the lists they publish, and those they
/// follow.
///
/// Editions are checked before they are written down: form, bounds, signature, and a sequence number above that of the
/// edition before. Lookups are answered from memory; `lists` is replaced as a whole when one changes.
public final class DenylistBook implements Denials {
    /// Lists that one node publishes and follows, together.
    static final int MOST = 32;

    private final Database database;
    private final Denylist file;
    private final UseRecord uses;
    private final InstantSource clock;
    private volatile List<Listed> lists;

    private record Listed(Denials.Denial by, DenylistIndex index) {}

    private DenylistBook(Database database, Denylist file, InstantSource clock) throws IOException {
        this.database = database;
        this.file = file;
        this.clock = clock;
        this.uses = new UseRecord(database, clock);
        this.lists = read();
    }

    /// @param file what the owner writes by hand
    public static DenylistBook open(Ledger ledger, Denylist file, InstantSource clock) throws IOException {
        return new DenylistBook(ledger.database(), file, clock);
    }

    private List<Listed> read() throws IOException {
        List<Listed> read = new ArrayList<>();
        for (Edition edition : editions()) {
            SignedDenylist list = edition.list();
            read.add(new Listed(new Denial(Optional.of(list.publisher()), list.name(), ""), new DenylistIndex(list)));
        }
        return List.copyOf(read);
    }

    @Override
    public Optional<Denial> denied(Cid cid) throws IOException {
        Optional<Denial> byHand = file.denied(cid);
        if (byHand.isPresent()) {
            return byHand;
        }
        for (Listed one : lists) {
            Optional<Entry> entry = one.index.find(cid);
            if (entry.isPresent()) {
                return Optional.of(new Denial(
                        one.by.publisher(), one.by.list(), entry.get().reason()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void used(Cid cid, Denial denial, Action action) {
        uses.add(cid, denial, action);
    }

    @Override
    public Optional<byte[]> edition(Did publisher, String name, long after) throws IOException {
        return database.first(
                "SELECT signed FROM denylist WHERE publisher = ? AND name = ? AND sequence > ?",
                row -> row.bytes("signed"),
                publisher,
                name,
                after);
    }

    @Override
    public Optional<byte[]> record() throws IOException {
        return Optional.of(uses.encoded());
    }

    UseRecord uses() {
        return uses;
    }

    /// An edition, and when somebody was last asked for a later one.
    record Edition(SignedDenylist list, Instant refreshed) {}

    List<Edition> editions() throws IOException {
        return database.query(
                "SELECT signed, refreshed FROM denylist ORDER BY publisher, name",
                row -> new Edition(SignedDenylist.parse(row.bytes("signed")), row.instant("refreshed")));
    }

    Optional<Edition> find(Did publisher, String name) throws IOException {
        return database.first(
                "SELECT signed, refreshed FROM denylist WHERE publisher = ? AND name = ?",
                row -> new Edition(SignedDenylist.parse(row.bytes("signed")), row.instant("refreshed")),
                publisher,
                name);
    }

    /// Takes an edition that was checked. From when this returns it is acted on.
    ///
    /// @return false when there is that edition already, or a later one
    /// @throws IllegalStateException when there are too many lists
    boolean take(SignedDenylist list) throws IOException {
        boolean taken = database.transaction(() -> {
            boolean known = database.any(
                    "SELECT 1 FROM denylist WHERE publisher = ? AND name = ?", list.publisher(), list.name());
            if (!known && database.number("SELECT count(*) FROM denylist") >= MOST) {
                throw new IllegalStateException("a node follows and publishes at most " + MOST + " denylists");
            }
            return database.update("""
                            INSERT INTO denylist (publisher, name, sequence, signed, refreshed) VALUES (?, ?, ?, ?, ?)
                            ON CONFLICT (publisher, name) DO UPDATE SET sequence = excluded.sequence,
                                signed = excluded.signed, refreshed = excluded.refreshed
                            WHERE denylist.sequence < excluded.sequence""", list.publisher(), list.name(), list.sequence(), list.bytes(), clock.instant())
                    > 0;
        });
        if (taken) {
            reload();
        }
        return taken;
    }

    /// Remembers that somebody was asked for a later edition.
    void refreshed(SignedDenylist list) throws IOException {
        database.update(
                "UPDATE denylist SET refreshed = ? WHERE publisher = ? AND name = ?",
                clock.instant(),
                list.publisher(),
                list.name());
    }

    /// @return false when there is no such list
    boolean drop(Did publisher, String name) throws IOException {
        boolean dropped = database.update("DELETE FROM denylist WHERE publisher = ? AND name = ?", publisher, name) > 0;
        if (dropped) {
            reload();
        }
        return dropped;
    }

    private synchronized void reload() throws IOException {
        lists = read();
    }

    /// What changes whenever a list does.
    public Object generation() {
        return lists;
    }

    /// Claims of others that are denied now, each with the reason; at most `most`.
    public Map<Claimed, String> claimed(Did me, int most) throws IOException {
        Map<Claimed, String> claimed = new TreeMap<>();
        for (Edition edition : editions()) {
            for (Entry entry : edition.list().entries()) {
                for (int i = 0; i < entry.size() && claimed.size() < most; i++) {
                    for (Claimed one : database.query(
                            "SELECT cid, owner FROM claims WHERE cid = ? AND owner <> ?",
                            row -> new Claimed(Cid.parse(row.text("cid")), Did.parse(row.text("owner"))),
                            entry.cid(i),
                            me)) {
                        claimed.put(one, entry.reason());
                    }
                }
            }
        }
        return claimed;
    }

    /// A blob that somebody has a claim on.
    public record Claimed(Cid cid, Did owner) implements Comparable<Claimed> {
        @Override
        public int compareTo(Claimed other) {
            int byCid = cid.compareTo(other.cid);
            return byCid == 0 ? owner.toString().compareTo(other.owner.toString()) : byCid;
        }
    }

    /// Writes down what was used since the last time.
    void flush() throws IOException {
        uses.flush();
    }
}
