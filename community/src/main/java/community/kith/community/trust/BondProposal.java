package community.kith.community.trust;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.community.identity.Device;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;

/// A bond that one side has signed and the other has not yet.
///
/// Reading one only checks its form; ask [#verify] and [#answers] before [#countersign].
public record BondProposal(BondTerms terms, Signature proposer) {
    /// Signs the terms as their first party.
    ///
    /// @throws IllegalArgumentException when `key` is not that of the proposer's device
    public static BondProposal propose(BondTerms terms, SigningKey key) {
        return new BondProposal(terms, terms.sign(terms.a(), key));
    }

    /// What somebody sends back who got a ticket and says yes.
    ///
    /// @param offerBytes how much disk the one who accepts offers in turn
    public static BondProposal answer(Ticket ticket, Device me, long offerBytes, Instant now, SigningKey key) {
        return propose(new BondTerms(ticket.kind(), now, new Party(me, offerBytes), ticket.inviter()), key);
    }

    /// Whether the proposer meant it, its passport vouches for it, and the dates can be.
    public Verdict verify(Instant now) {
        return terms.timely(now).and(() -> terms.signedBy(terms.a(), proposer, now));
    }

    /// Whether this asks for exactly what the ticket gives. Who has brought the ticket's secret, and how often it was
    /// used, is for the inviter's node to know.
    public Verdict answers(Ticket ticket, Instant now) {
        return Verdict.when(
                        terms.b().equals(ticket.inviter()),
                        () -> "the ticket is from " + ticket.inviter().name() + " and offers "
                                + ticket.inviter().offerBytes() + " bytes; the proposal says otherwise")
                .and(() -> Verdict.when(
                        terms.kind() == ticket.kind(),
                        () -> "the ticket is for a bond as " + ticket.kind().label() + ", not as "
                                + terms.kind().label()))
                .and(() -> ticket.unexpired(now));
    }

    /// The finished bond, signed by the other side as well.
    ///
    /// @throws IllegalArgumentException when `key` is not that of the device that was asked
    public Bond countersign(SigningKey key) {
        return new Bond(terms, proposer, terms.sign(terms.b(), key));
    }

    public Cid id() {
        return terms.id();
    }

    public byte[] bytes() {
        Ipld a = terms.a().fields().put("sig", proposer.bytes()).build();
        return DagCbor.encode(terms.fields(a, terms.b().fields().build()).build());
    }

    public static BondProposal parse(byte[] bytes) throws ProtocolException {
        BondReader reader = BondReader.of(bytes, "bond proposal");
        BondProposal proposal = new BondProposal(reader.terms(), reader.signatureOfA());
        reader.end();
        return proposal;
    }
}
