package community.kith.community.trust;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An invitation to a bond, in one line that can be sent by any means: who invites, where to find them, and a secret
/// that shows that the guest was handed it. Whoever has the text can use it: treat it like a house key.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/bond.md`.
///
/// @param inviter who invites, through which device, offering how many bytes
public record Ticket(Party inviter, Invitation invitation, Signature signature) {
    private static final String DOMAIN = "ticket/1";
    private static final int VERSION = 1;

    /// Signs with the inviting device's key.
    ///
    /// @throws IllegalArgumentException when `key` is not that of the inviter's device
    public static Ticket issue(Party inviter, Invitation invitation, SigningKey key) {
        if (!key.verifyingKey().equals(inviter.device().delegation().deviceKey())) {
            throw new IllegalArgumentException("this key is not that of the inviting device " + inviter.peer());
        }
        Invitation shorter = withoutPeer(invitation, inviter.peer());
        return new Ticket(
                inviter,
                shorter,
                Signature.sign(key, DOMAIN, statement(inviter, shorter).build()));
    }

    /// Whether the inviter's device signed exactly this, its passport vouches for it, and it has not expired.
    public Verdict verify(Instant now) {
        return inviter.device()
                .delegation()
                .verify(now)
                .and(() -> Verdict.when(
                        signature.isBy(
                                inviter.device().delegation().deviceKey(),
                                DOMAIN,
                                statement(inviter, invitation).build()),
                        () -> "this ticket says it is from " + inviter.name() + ", but their device did not sign it"))
                .and(() -> unexpired(now));
    }

    Verdict unexpired(Instant now) {
        return Verdict.when(
                now.isBefore(expires()),
                () -> "this ticket expired at " + expires() + "; ask " + inviter.name() + " for a new one");
    }

    /// The ticket's name, by which an inviter's node counts how often it was used.
    public Cid id() {
        return Cid.dagCbor(DagCbor.encode(statement(inviter, invitation).build()));
    }

    public BondKind kind() {
        return invitation.kind();
    }

    public Secret secret() {
        return invitation.secret();
    }

    public int uses() {
        return invitation.uses();
    }

    public Instant expires() {
        return invitation.expires();
    }

    /// Where to dial, each ending in the inviter's `/p2p/PEERID`.
    public List<Multiaddr> addresses() {
        return invitation.addresses().stream()
                .map(address -> address.withPeer(inviter.peer()))
                .toList();
    }

    /// The line to hand over: `kith-invite:` and base32.
    public String text() {
        return TicketText.write(bytes());
    }

    public byte[] bytes() {
        return DagCbor.encode(
                statement(inviter, invitation).put("sig", signature.bytes()).build());
    }

    /// Reads the line; spaces and line breaks that mail programs put in are ignored.
    ///
    /// @throws ProtocolException saying what is wrong with it and what to do
    public static Ticket parse(String text) throws ProtocolException {
        FieldReader fields = new FieldReader(DagCbor.decode(TicketText.read(text)), "ticket");
        fields.integer("v", VERSION, VERSION);
        Party inviter = Party.read(fields);
        Invitation invitation = Invitation.read(fields);
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        return new Ticket(inviter, invitation, signature);
    }

    private static FieldsBuilder statement(Party inviter, Invitation invitation) {
        return invitation.putInto(inviter.fields().put("v", VERSION));
    }

    /// The delegation names the peer already; leaving it out makes the line shorter.
    private static Invitation withoutPeer(Invitation invitation, PeerId peer) {
        List<Multiaddr> shorter = invitation.addresses().stream()
                .map(address -> address.peerId().equals(Optional.of(peer)) ? address.withoutPeer() : address)
                .distinct()
                .toList();
        return new Invitation(invitation.kind(), shorter, invitation.secret(), invitation.uses(), invitation.expires());
    }
}
