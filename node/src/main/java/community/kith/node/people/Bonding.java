package community.kith.node.people;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Verdict;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.BondProposal;
import community.kith.community.trust.Invitation;
import community.kith.community.trust.Party;
import community.kith.community.trust.Secret;
import community.kith.community.trust.Ticket;
import community.kith.node.api.RefusedException;
import community.kith.node.api.UnavailableException;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// How a bond comes about: one side issues a ticket, the other brings it back over `/kith/bond/1.0.0` with a proposal
/// it
/// has signed, and the first signs in turn. Both then write the same bond down. Format: `docs/spec/bond.md`.
public final class Bonding {
    public static final String PROTOCOL = "/kith/bond/1.0.0";

    private static final int VERSION = 1;
    private static final int MAX_MESSAGE = 16 * 1024;
    private static final int MAX_TICKET_CHARS = 8 * 1024;
    private static final int MAX_ADDRESSES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Me me;
    private final People people;
    private final Host host;
    private final InstantSource clock;
    private final RandomGenerator entropy;
    private final long offerBytes;

    /// @param offerBytes how much of my disk a new bond promises the other side
    public Bonding(Me me, People people, Host host, InstantSource clock, RandomGenerator entropy, long offerBytes) {
        this.me = me;
        this.people = people;
        this.host = host;
        this.clock = clock;
        this.entropy = entropy;
        this.offerBytes = offerBytes;
    }

    /// Answers those who come with tickets of mine; `formed` hears of each bond that comes of it.
    public void serve(Consumer<PeerId> formed) {
        host.accept(PROTOCOL, stream -> {
            answer(stream);
            if (people.device(stream.peer()).isPresent()) {
                formed.accept(stream.peer());
            }
        });
    }

    public Ticket invite(BondKind kind, int uses, Duration validFor) throws IOException {
        Instant now = clock.instant();
        List<Multiaddr> addresses = host.addresses().stream()
                .limit(Invitation.MAX_ADDRESSES)
                .map(Multiaddr::withoutPeer)
                .toList();
        var invitation = new Invitation(kind, addresses, Secret.generate(entropy), uses, now.plus(validFor));
        Ticket ticket = Ticket.issue(party(), invitation, me.key());
        people.invited(ticket, now);
        return ticket;
    }

    /// Brings a ticket back to whoever made it.
    ///
    /// @throws IllegalArgumentException when the text is no ticket, or one of my own
    /// @throws RefusedException when it is forged, expired or used up
    /// @throws UnavailableException when the inviter's node does not answer
    public Bond accept(String text) throws IOException {
        Ticket ticket = read(text);
        Instant now = clock.instant();
        if (ticket.verify(now) instanceof Verdict.Refused refused) {
            throw new RefusedException(refused.reason());
        }
        if (ticket.inviter().did().equals(me.did())) {
            throw new IllegalArgumentException("this ticket is your own: hand it to somebody else");
        }
        BondProposal proposal = BondProposal.answer(ticket, me.device(), offerBytes, now, me.key());
        host.learn(ticket.inviter().peer(), ticket.addresses());
        Bond bond = ask(ticket, proposal);
        if (!bond.terms().equals(proposal.terms())) {
            throw new ProtocolException(ticket.inviter().name() + " answered with another bond than was proposed");
        }
        if (bond.verify(clock.instant()) instanceof Verdict.Refused refused) {
            throw new RefusedException(refused.reason());
        }
        people.add(bond, ticket.addresses());
        return bond;
    }

    private static Ticket read(String text) {
        try {
            return Ticket.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Bond ask(Ticket ticket, BondProposal proposal) throws IOException {
        Ipld answer;
        try (Stream stream = host.open(ticket.inviter().peer(), PROTOCOL)) {
            stream.timeout(PATIENCE);
            DagCbor.write(
                    stream.out(),
                    Ipld.fields()
                            .put("v", VERSION)
                            .put("ticket", ticket.text())
                            .put("proposal", proposal.bytes())
                            .put("addrs", addressList())
                            .build());
            stream.out().flush();
            stream.closeWrite();
            answer = DagCbor.read(stream.in(), MAX_MESSAGE);
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            var unavailable = new UnavailableException(
                    "the node of " + ticket.inviter().name() + " does not answer (" + e.getMessage()
                            + "); a ticket works only while it runs and can be reached: try again when it does",
                    1,
                    "");
            unavailable.initCause(e);
            throw unavailable;
        }
        var fields = new FieldReader(answer, "bond answer");
        var refusal = fields.optionalText("refused", 512);
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        return Bond.parse(fields.bytes("bond", Bond.MAX_BYTES));
    }

    private void answer(Stream stream) throws IOException {
        stream.timeout(PATIENCE);
        var fields = new FieldReader(DagCbor.read(stream.in(), MAX_MESSAGE), "bond request");
        fields.integer("v", VERSION, VERSION);
        Ticket ticket = Ticket.parse(fields.text("ticket", MAX_TICKET_CHARS));
        BondProposal proposal = BondProposal.parse(fields.bytes("proposal", Bond.MAX_BYTES));
        List<Multiaddr> addresses = addresses(fields.items("addrs", MAX_ADDRESSES), stream);
        fields.end();
        DagCbor.write(stream.out(), decide(ticket, proposal, addresses, stream).build());
        stream.out().flush();
        stream.closeWrite();
    }

    private FieldsBuilder decide(Ticket ticket, BondProposal proposal, List<Multiaddr> addresses, Stream stream)
            throws IOException {
        Instant now = clock.instant();
        Party guest = proposal.terms().a();
        Verdict verdict = ticket.verify(now)
                .and(() -> proposal.verify(now))
                .and(() -> proposal.answers(ticket, now))
                .and(() -> Verdict.when(
                        guest.peer().equals(stream.peer()), () -> "this proposal is for another device than yours"));
        if (verdict instanceof Verdict.Refused refused) {
            return Ipld.fields().put("refused", refused.reason());
        }
        Bond bond = proposal.countersign(me.key());
        if (!people.redeem(ticket, bond, addresses, now)) {
            return Ipld.fields()
                    .put("refused", "this ticket was used up or withdrawn; ask " + me.name() + " for a new one");
        }
        host.learn(guest.peer(), addresses);
        return Ipld.fields().put("bond", bond.bytes());
    }

    private static List<Multiaddr> addresses(List<Ipld> items, Stream stream) throws ProtocolException {
        var addresses = new ArrayList<Multiaddr>();
        for (Ipld item : items) {
            if (!(item instanceof Ipld.Bin bin) || bin.bytes().length > Invitation.MAX_ADDRESS_BYTES) {
                throw new ProtocolException("bond request: an address that is not bytes, or too long");
            }
            addresses.add(Multiaddr.fromBytes(bin.bytes()).withPeer(stream.peer()));
        }
        return addresses;
    }

    private Ipld addressList() {
        return Ipld.list(host.addresses().stream()
                .limit(MAX_ADDRESSES)
                .map(address -> Ipld.of(address.withoutPeer().bytes()))
                .toList());
    }

    private Party party() {
        return new Party(me.device(), offerBytes);
    }
}
