package community.kith.node.people;

import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.layer.Layer;
import community.kith.community.trust.Bond;
import community.kith.community.trust.Party;
import community.kith.community.trust.Ticket;
import community.kith.community.trust.TrustGraph;
import community.kith.node.exchange.PeopleBook;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import community.kith.node.ledger.Pledges;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// My book, in the ledger's tables `person`, `device` and `invitation`; what I promised them stands in [Pledges].
public final class People implements PeopleBook {
    private static final int ADDRESSES_KEPT = 8;
    private static final String ACQUAINTANCE = """
            SELECT p.did, p.name, p.bond, coalesce(g.bytes, 0) AS pledged_by_me, p.pledged_to_me, p.free_for_me,
                   d.peer, d.addresses, d.last_seen, coalesce(h.label, '') AS household
            FROM person p JOIN device d ON d.did = p.did LEFT JOIN pledges g ON g.owner = p.did
                LEFT JOIN household h ON h.did = p.did
            ORDER BY p.name, p.did, d.peer
            """;

    private final Database database;
    private final Pledges pledges;
    private final Attendances attendances;
    private final Did me;
    /// The tables in memory, asked for at every request of others; null after a change that it did not follow. Set
    /// with the database's lock held, so that it never stands for older tables than the last change left.
    private volatile @Nullable Book book;

    public People(Ledger ledger, Did me) {
        this.database = ledger.database();
        this.pledges = new Pledges(ledger);
        this.attendances = new Attendances(database);
        this.me = me;
    }

    /// Everybody, by name.
    public List<Acquaintance> all() throws IOException {
        return book().everybody();
    }

    public Optional<Acquaintance> person(Did did) throws IOException {
        return book().person(did);
    }

    public Optional<Acquaintance> device(PeerId peer) throws IOException {
        return book().device(peer);
    }

    private Book book() throws IOException {
        Book known = book;
        return known == null ? database.transaction(this::read) : known;
    }

    private Book read() throws IOException {
        List<String> mine = database.query("SELECT label FROM household WHERE did = ?", row -> row.text("label"), me);
        Book read = new Book(database.query(ACQUAINTANCE, People::acquaintance), mine.isEmpty() ? "" : mine.getFirst());
        book = read;
        return read;
    }

    @Override
    public List<Bond> bonds() throws IOException {
        return book().bonds();
    }

    @Override
    public TrustGraph graph() throws IOException {
        return book().graph();
    }

    @Override
    public long pledgeFor(Did person) throws IOException {
        return pledges.to(person);
    }

    @Override
    public boolean bondedWith(Did person) throws IOException {
        return book().person(person).isPresent();
    }

    @Override
    public boolean letsRead(Did owner, Did reader, Instant now) throws IOException {
        return database.any("""
                SELECT 1 FROM read_grant g WHERE owner = ? AND grantee = ? AND until > ?
                    AND NOT EXISTS (SELECT 1 FROM revocation r WHERE r.what = g.id AND r.revoker = g.owner)
                """, owner, reader, now);
    }

    @Override
    public List<Did> household(Did person) throws IOException {
        String label = book().person(person).map(Acquaintance::household).orElse("");
        return label.isEmpty()
                ? List.of(person)
                : book().everybody().stream()
                        .filter(who -> who.household().equals(label))
                        .map(Acquaintance::did)
                        .toList();
    }

    /// Writes a bond down. A later bond with the same person takes the place of the earlier, a pledge made since stays.
    public void add(Bond bond, Collection<Multiaddr> addresses) throws IOException {
        Party other = bond.otherThan(me)
                .orElseThrow(() -> new IllegalArgumentException("bond " + bond.id() + " is between other people"));
        Party mine = bond.otherThan(other.did()).orElseThrow();
        database.inTransaction(() -> {
            database.update(
                    """
                    INSERT INTO person (did, name, kind, bond, formed, pledged_to_me, free_for_me)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (did) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                        bond = excluded.bond, formed = excluded.formed
                    """,
                    other.did(),
                    other.name(),
                    bond.kind().label(),
                    bond.bytes(),
                    bond.formed(),
                    other.offerBytes(),
                    other.offerBytes());
            database.update(
                    "INSERT INTO device (peer, did, addresses) VALUES (?, ?, '') ON CONFLICT DO NOTHING",
                    other.peer(),
                    other.did());
            moved(other.peer(), addresses);
            // What was kept for them as a gift is kept for one of my people now.
            database.update(
                    "UPDATE claims SET layer = ? WHERE owner = ? AND layer = ?",
                    Layer.RECIPROCAL.label(),
                    other.did(),
                    Layer.GIFT.label());
            if (pledges.to(other.did()) == 0) {
                pledges.set(other.did(), mine.offerBytes());
            }
            book = null;
        });
    }

    /// Takes up another device of somebody in my book.
    public void adopt(Did person, PeerId device) throws IOException {
        if (device(device).isPresent() || !bondedWith(person)) {
            return;
        }
        database.inTransaction(() -> {
            database.update(
                    "INSERT INTO device (peer, did, addresses) VALUES (?, ?, '') ON CONFLICT DO NOTHING",
                    device,
                    person);
            book = null;
        });
    }

    /// Remembers where a device can be reached now; nothing changes when `addresses` is empty.
    private void moved(PeerId peer, Collection<Multiaddr> addresses) throws IOException {
        if (addresses.isEmpty()) {
            return;
        }
        String text = addresses.stream()
                .limit(ADDRESSES_KEPT)
                .map(Multiaddr::toString)
                .collect(Collectors.joining(" "));
        database.update("UPDATE device SET addresses = ? WHERE peer = ? AND addresses <> ?", text, peer, text);
    }

    /// Remembers that devices answered, all in one transaction: this is written many times an hour.
    void seen(Collection<Sighting> sightings) throws IOException {
        if (sightings.isEmpty()) {
            return;
        }
        boolean written = false;
        try {
            database.inTransaction(() -> {
                Book before = book();
                for (Sighting sighting : sightings) {
                    Optional<Acquaintance> known = before.device(sighting.peer());
                    if (known.isPresent()) {
                        seen(known.get(), sighting);
                    }
                }
                book = before.seen(sightings);
            });
            written = true;
        } finally {
            if (!written) {
                book = null;
            }
        }
    }

    private void seen(Acquaintance known, Sighting sighting) throws IOException {
        database.update("UPDATE device SET last_seen = ? WHERE peer = ?", sighting.at(), sighting.peer());
        if (!sighting.addresses().equals(known.addresses())) {
            moved(sighting.peer(), sighting.addresses());
        }
        if (sighting.pledgedToMe() != known.pledgedToMe() || sighting.freeForMe() != known.freeForMe()) {
            database.update(
                    "UPDATE person SET pledged_to_me = ?, free_for_me = ? WHERE did = ?",
                    sighting.pledgedToMe(),
                    sighting.freeForMe(),
                    known.did());
        }
    }

    /// Promises somebody so many bytes of my disk.
    ///
    /// @return false when this person is not in my book
    public boolean pledge(Did did, long bytes) throws IOException {
        return database.transaction(() -> {
            boolean known = database.any("SELECT 1 FROM person WHERE did = ?", did);
            if (known) {
                pledges.set(did, bytes);
                book = null;
            }
            return known;
        });
    }

    /// Closes the book on somebody: the bond, their devices, and what was seen of them.
    void remove(Did did) throws IOException {
        database.inTransaction(() -> {
            for (Acquaintance who : all()) {
                if (who.did().equals(did)) {
                    attendances.forget(who.peer());
                }
            }
            database.update("DELETE FROM device WHERE did = ?", did);
            database.update("DELETE FROM person WHERE did = ?", did);
            database.update("DELETE FROM household WHERE did = ?", did);
            book = null;
        });
    }

    /// Reads the tables again, because something else than this has written to them.
    public void reread() throws IOException {
        database.inTransaction(() -> book = null);
    }

    /// Something else after every change of the book.
    public Object edition() throws IOException {
        return book();
    }

    /// What was seen of everybody's devices.
    public Attendances attendances() {
        return attendances;
    }

    /// What I and those I live with are called; empty when nobody said.
    public String myHousehold() throws IOException {
        return book().myHousehold();
    }

    /// Remembers who somebody lives with, me included: people with the same label fail together.
    ///
    /// @param label empty to forget it
    /// @return false when this person is not in my book
    public boolean household(Did did, String label) throws IOException {
        return database.transaction(() -> {
            if (!did.equals(me) && !database.any("SELECT 1 FROM person WHERE did = ?", did)) {
                return false;
            }
            if (label.isBlank()) {
                database.update("DELETE FROM household WHERE did = ?", did);
            } else {
                database.update(
                        "INSERT INTO household (did, label) VALUES (?, ?)"
                                + " ON CONFLICT (did) DO UPDATE SET label = excluded.label",
                        did,
                        label.strip());
            }
            book = null;
            return true;
        });
    }

    /// Remembers a ticket that I gave out, and forgets those that expired.
    void invited(Ticket ticket, Instant now) throws IOException {
        database.inTransaction(() -> {
            database.update("DELETE FROM invitation WHERE expires < ?", now);
            database.update(
                    "INSERT INTO invitation (ticket, uses_left, expires) VALUES (?, ?, ?)",
                    ticket.id(),
                    ticket.uses(),
                    ticket.expires());
        });
    }

    /// Uses a ticket once and writes the bond down, or does neither.
    ///
    /// @return false when the ticket is not mine, was used up, or has expired
    boolean redeem(Ticket ticket, Bond bond, Collection<Multiaddr> addresses, Instant now) throws IOException {
        return database.transaction(() -> {
            boolean used = database.update("""
                            UPDATE invitation SET uses_left = uses_left - 1
                            WHERE ticket = ? AND uses_left > 0 AND expires > ?
                            """, ticket.id(), now) == 1;
            if (used) {
                add(bond, addresses);
            }
            return used;
        });
    }

    private static Acquaintance acquaintance(Row row) throws SQLException, IOException {
        String addresses = row.text("addresses");
        return new Acquaintance(
                Did.parse(row.text("did")),
                row.text("name"),
                Bond.parse(row.bytes("bond")),
                PeerId.parse(row.text("peer")),
                addresses.isEmpty() ? List.of() : parse(addresses),
                row.optionalInstant("last_seen"),
                row.number("pledged_by_me"),
                row.number("pledged_to_me"),
                row.number("free_for_me"),
                row.text("household"));
    }

    private static List<Multiaddr> parse(String addresses) throws IOException {
        var parsed = new java.util.ArrayList<Multiaddr>();
        for (String address : Arrays.asList(addresses.split(" "))) {
            parsed.add(Multiaddr.parse(address));
        }
        return parsed;
    }
}
