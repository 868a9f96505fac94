package community.kith.node.exchange;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.node.ledger.Holdings;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.StreamHandler;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The holder's end of the protocol: `host.accept(ShardProtocol.ID, server)`.
///
/// Each session runs on the thread that the host gives it and answers one request after the other. Whatever a visitor
/// names is bounded before it costs memory; room is set aside before a byte of a blob flows; a receipt is signed after
/// the
/// bytes are durable and before anybody is told.
public final class ShardServer implements StreamHandler {
    private static final Logger LOG = System.getLogger(ShardServer.class.getName());

    private final Identity me;
    private final PeopleBook people;
    private final Limits limits;
    private final Standing standing;
    private final InstantSource clock;
    private final Admissions admissions;
    private final VerifiedBonds verifiedBonds;
    private final Verified delegations = new Verified();
    private final Reading reading;
    private final Keeping keeping;
    private final Entrusting entrusting;
    private final Library library;

    public ShardServer(
            Identity me, Holdings holdings, Blobs blobs, PeopleBook people, Terms terms, InstantSource clock) {
        this.me = me;
        this.people = people;
        this.limits = terms.limits();
        this.standing = terms.standing();
        this.clock = clock;
        this.admissions = new Admissions(limits);
        this.verifiedBonds = new VerifiedBonds(clock);
        RightsShown rights = new RightsShown(holdings.entrusted(), clock);
        this.reading = new Reading(holdings, blobs, terms.denials(), rights);
        Reservations reservations = new Reservations(holdings, blobs, people, terms, clock);
        this.keeping = new Keeping(me, new Keeping.Shelves(holdings, blobs, reservations, terms), rights, clock);
        this.library = new Library(terms.denials());
        this.entrusting = new Entrusting(me, holdings, blobs, rights, clock);
    }

    /// Where to tell what others placed in my name; nobody is told before.
    public void reportTo(Reports reports) {
        entrusting.reportTo(reports);
    }

    @Override
    @SuppressWarnings("try") // the permit is held, not used
    public void handle(Stream stream) throws IOException {
        Conversation talk = new Conversation(stream, limits.idle(), limits.pace(), clock);
        Optional<Admissions.Permit> permit = admissions.session(stream.peer());
        if (permit.isEmpty()) {
            refuse(talk, Refusal.Code.BUSY, "too many sessions at a time");
            return;
        }
        try (Admissions.Permit inside = permit.get()) {
            serve(talk, stream.peer());
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, () -> stream.peer() + " broke the protocol: " + e.getMessage());
            refuse(talk, Refusal.Code.PROTOCOL, String.valueOf(e.getMessage()));
        }
    }

    private void serve(Conversation talk, PeerId peer) throws IOException {
        Optional<Ipld> first = talk.next();
        if (first.isEmpty()) {
            return;
        }
        if (!(Request.read(first.get()) instanceof Request.Hello hello)) {
            throw new ProtocolException("a session begins with hello");
        }
        List<byte[]> bonds = bonds(talk, hello);
        if (check(hello.delegation(), peer) instanceof Verdict.Refused no) {
            refuse(talk, Refusal.Code.IDENTITY, no.reason());
            return;
        }
        talk.write(new Answer.Hello(me.delegation()).toIpld());
        talk.flush();
        var visitor = new Visitor(me.passport(), hello.delegation().passport(), people, verifiedBonds, bonds);
        answerAll(talk, visitor, hello.delegation());
    }

    private static List<byte[]> bonds(Conversation talk, Request.Hello hello) throws IOException {
        List<byte[]> bonds = new ArrayList<>(hello.bonds());
        boolean more = hello.more();
        while (more) {
            if (!(Request.read(talk.expect()) instanceof Request.Bonds next)
                    || next.bonds().isEmpty()) {
                throw new ProtocolException("more bonds were announced");
            }
            bonds.addAll(next.bonds());
            if (bonds.size() > ShardProtocol.MAX_BONDS) {
                throw new ProtocolException("more than " + ShardProtocol.MAX_BONDS + " bonds");
            }
            more = next.more();
        }
        return bonds;
    }

    private Verdict check(Delegation delegation, PeerId peer) {
        return Verdict.when(
                        delegation.device().equals(peer),
                        () -> "the delegation is for the device " + delegation.device() + ", not for you")
                .and(() -> delegations.once(delegation.bytes(), () -> delegation.verify(clock.instant())))
                .and(() -> standing.of(delegation));
    }

    private void answerAll(Conversation talk, Visitor visitor, Delegation delegation) throws IOException {
        Optional<Ipld> message = talk.next();
        while (message.isPresent()) {
            if (standing.of(delegation) instanceof Verdict.Refused no) {
                refuse(talk, Refusal.Code.IDENTITY, no.reason());
                return;
            }
            answer(talk, visitor, Request.read(message.get()));
            talk.flush();
            message = talk.next();
        }
    }

    private void answer(Conversation talk, Visitor visitor, Request request) throws IOException {
        switch (request) {
            case Request.Hello again -> throw new ProtocolException("hello is said once");
            case Request.Bonds late -> throw new ProtocolException("bonds are shown with hello");
            case Request.Have have -> talk.write(reading.have(visitor, have).toIpld());
            case Request.Get get -> reading.get(talk, visitor, get);
            case Request.Prove prove -> talk.write(reading.prove(visitor, prove).toIpld());
            case Request.Put put -> talk.write(put(talk, visitor, put).toIpld());
            case Request.Entrust entrust ->
                talk.write(entrusting.entrust(visitor, entrust.right()).toIpld());
            case Request.Withdraw withdraw ->
                talk.write(entrusting.withdraw(visitor, withdraw.right()).toIpld());
            case Request.Report report ->
                talk.write(entrusting.report(visitor, report.rows()).toIpld());
            case Request.Leaving leaving ->
                talk.write(entrusting.leaving(visitor, talk.stream().peer()).toIpld());
            case Request.Parting parting ->
                talk.write(entrusting
                        .parting(visitor, talk.stream().peer(), parting.cids())
                        .toIpld());
            case Request.Denylist wanted -> library.edition(talk, visitor, wanted);
            case Request.Denied wanted -> library.record(talk, visitor);
            case Request.Delete delete ->
                talk.write(keeping.delete(visitor, delete.cids()).toIpld());
            case Request.Room room -> talk.write(keeping.room(visitor, room).toIpld());
        }
    }

    @SuppressWarnings("try") // the permit is held, not used
    private Answer put(Conversation talk, Visitor visitor, Request.Put put) throws IOException {
        Optional<Admissions.Permit> permit = admissions.put();
        if (permit.isEmpty()) {
            return new Answer.Refused(new Refusal(Refusal.Code.BUSY, "too many blobs are coming in at a time"));
        }
        try (Admissions.Permit taking = permit.get()) {
            return keeping.put(talk, visitor, put);
        }
    }

    private static void refuse(Conversation talk, Refusal.Code code, String reason) throws IOException {
        talk.write(new Answer.Refused(new Refusal(code, reason)).toIpld());
        talk.flush();
    }
}
