package community.kith.node.people;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Verdict;
import community.kith.community.layer.Layer;
import community.kith.community.trust.BondEnd;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Parting;
import community.kith.node.event.EventFeed;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import community.kith.node.ledger.Pledges;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// How a bond ends: one side signs that it is over and tells the other over `/kith/unbond/1.0.0`. Both pledge each
/// other
/// nothing from then on, and bring what lies with the other elsewhere; when that is done, or after [#GRACE], they leave
/// each other's book. Format: `docs/spec/bond.md`.
public final class Unbonding {
    /// So long what lies with the other stays there at most.
    public static final Duration GRACE = Duration.ofDays(7);

    static final String PROTOCOL = "/kith/unbond/1.0.0";

    private static final int VERSION = 1;
    private static final int MAX_MESSAGE = BondEnd.MAX_BYTES + 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWERED_AT_ONCE = 8;

    private final Me me;
    private final People people;
    private final Host host;
    private final Database database;
    private final Pledges pledges;
    private final HandingOver handingOver;
    private final EventFeed feed;
    private final InstantSource clock;
    private final Semaphore answered = new Semaphore(ANSWERED_AT_ONCE);

    /// What storage does about somebody who leaves.
    public interface HandingOver {
        /// What a device keeps for me is brought elsewhere from now on.
        void leaving(PeerId device) throws IOException;

        /// It is not counted on any more.
        void gone(PeerId device) throws IOException;

        /// How many bytes of mine still lie there.
        long heldBy(PeerId device) throws IOException;

        /// How many bytes of theirs still lie here.
        long heldFor(Did person) throws IOException;
    }

    public Unbonding(Me me, People people, Host host, Ledger ledger, HandingOver handingOver, Telling telling) {
        this.me = me;
        this.people = people;
        this.host = host;
        this.database = ledger.database();
        this.pledges = new Pledges(ledger);
        this.handingOver = handingOver;
        this.feed = telling.feed;
        this.clock = telling.clock;
    }

    /// Whom to tell, and when it is.
    public record Telling(EventFeed feed, InstantSource clock) {}

    public void serve() {
        host.accept(PROTOCOL, this::answer);
    }

    /// Ends my bond with somebody.
    ///
    /// @throws NotFoundException when there is none
    public Parting end(Did who) throws IOException {
        Acquaintance known = people.person(who)
                .orElseThrow(() ->
                        new NotFoundException("nobody in your book has the DID " + who + " (kith people shows them)"));
        BondEnd end = BondEnd.sign(known.bond(), me.device().delegation(), clock.instant(), me.key());
        begin(known, end, false);
        feed.publish("person", who.toString(), "your bond with " + known.name() + " is over");
        tell(known.did());
        return of(known.did()).orElseThrow();
    }

    private void begin(Acquaintance who, BondEnd end, boolean told) throws IOException {
        database.inTransaction(() -> {
            database.update(
                    "INSERT INTO ending (did, at, signed, told) VALUES (?, ?, ?, ?) ON CONFLICT (did) DO NOTHING",
                    who.did(),
                    clock.instant(),
                    end.bytes(),
                    told);
            people.pledge(who.did(), 0);
        });
        for (Acquaintance device : people.all()) {
            if (device.did().equals(who.did())) {
                handingOver.leaving(device.peer());
            }
        }
    }

    /// Tells those who do not know yet, and closes the book on those with whom nothing is left.
    public void tick() throws IOException {
        for (Row row : rows()) {
            if (!row.told) {
                tell(row.did);
            }
            Optional<Parting> parting = of(row.did);
            boolean empty = parting.isPresent()
                    && parting.get().told()
                    && parting.get().heldForMe() == 0
                    && parting.get().heldForThem() == 0;
            if (parting.isEmpty() || empty || !clock.instant().isBefore(row.at.plus(GRACE))) {
                close(row.did);
            }
        }
    }

    private void close(Did who) throws IOException {
        for (Acquaintance device : people.all()) {
            if (device.did().equals(who)) {
                handingOver.gone(device.peer());
            }
        }
        database.inTransaction(() -> {
            // What is still here counts as a gift to a stranger, and goes as gifts go.
            database.update(
                    "UPDATE claims SET layer = ? WHERE owner = ? AND layer = ?",
                    Layer.GIFT.label(),
                    who,
                    Layer.RECIPROCAL.label());
            pledges.end(who);
            database.update("DELETE FROM ending WHERE did = ?", who);
            people.remove(who);
        });
    }

    private record Row(Did did, Instant at, boolean told) {}

    private List<Row> rows() throws IOException {
        return database.query(
                "SELECT did, at, told FROM ending ORDER BY at, did",
                row -> new Row(Did.parse(row.text("did")), row.instant("at"), row.bool("told")));
    }

    /// Bonds that are over and whose holdings are still being handed over.
    public List<Parting> all() throws IOException {
        List<Parting> all = new ArrayList<>();
        for (Row row : rows()) {
            of(row.did).ifPresent(all::add);
        }
        return all;
    }

    private Optional<Parting> of(Did did) throws IOException {
        Optional<Acquaintance> who = people.person(did);
        Optional<Row> row = rows().stream().filter(one -> one.did.equals(did)).findFirst();
        if (who.isEmpty() || row.isEmpty()) {
            return Optional.empty();
        }
        long mine = 0;
        for (Acquaintance device : people.all()) {
            mine += device.did().equals(did) ? handingOver.heldBy(device.peer()) : 0;
        }
        return Optional.of(new Parting(
                did,
                who.get().name(),
                row.get().told,
                mine,
                handingOver.heldFor(did),
                row.get().at.plus(GRACE)));
    }

    private void tell(Did did) throws IOException {
        byte[] end = database.first("SELECT signed FROM ending WHERE did = ?", row -> row.bytes("signed"), did)
                .orElseThrow();
        for (Acquaintance device : people.all()) {
            if (device.did().equals(did) && tell(device, end)) {
                database.update("UPDATE ending SET told = 1 WHERE did = ?", did);
                return;
            }
        }
    }

    private boolean tell(Acquaintance device, byte[] end) {
        try (Stream stream = host.open(device.peer(), PROTOCOL)) {
            stream.timeout(PATIENCE);
            DagCbor.write(
                    stream.out(),
                    Ipld.fields().put("v", VERSION).put("end", end).build());
            stream.out().flush();
            stream.closeWrite();
            var answer = new FieldReader(DagCbor.read(stream.in(), MAX_MESSAGE), "answer to the end of a bond");
            return answer.bool("noted");
        } catch (IOException e) {
            System.getLogger(Unbonding.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> device.name() + " cannot be told yet: " + e.getMessage());
            return false;
        }
    }

    private void answer(Stream stream) throws IOException {
        if (!answered.tryAcquire()) {
            stream.reset();
            return;
        }
        try {
            stream.timeout(PATIENCE);
            var request = new FieldReader(DagCbor.read(stream.in(), MAX_MESSAGE), "end of a bond");
            request.integer("v", VERSION, VERSION);
            BondEnd end = BondEnd.parse(request.bytes("end", BondEnd.MAX_BYTES));
            request.end();
            DagCbor.write(stream.out(), Ipld.fields().put("noted", noted(end)).build());
            stream.out().flush();
            stream.closeWrite();
        } finally {
            answered.release();
        }
    }

    /// Whoever brings it: what counts is who signed it. A bond that is not in my book is over already.
    private boolean noted(BondEnd end) throws IOException {
        Optional<Acquaintance> who = people.person(end.by().passport());
        if (who.isEmpty()) {
            return true;
        }
        if (end.verify(who.get().bond(), clock.instant()) instanceof Verdict.Refused) {
            return false;
        }
        begin(who.get(), end, true);
        feed.publish("person", who.get().did().toString(), who.get().name() + " has ended your bond");
        return true;
    }
}
