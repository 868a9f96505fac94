package community.kith.node.paper;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.attestation.Attestation;
import community.kith.community.attestation.Claim;
import community.kith.community.identity.Verdict;
import community.kith.community.revocation.Revocation;
import community.kith.node.api.AttestationInfo;
import community.kith.node.api.AttestationInfo.State;
import community.kith.node.api.AttestationInfo.StatusKnown;
import community.kith.node.api.Attestations;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What I do with attestations: issue, look at, check, keep, take back.
final class AttestationDesk implements Attestations {
    private final Me me;
    private final People people;
    private final PaperBook book;
    private final Issuers issuers;
    private final Chance chance;

    /// Asks an issuer's node whether a paper was revoked.
    @FunctionalInterface
    interface Issuers {
        /// @return false when it did not answer
        boolean ask(Did issuer, Cid paper) throws IOException;
    }

    AttestationDesk(Me me, People people, PaperBook book, Issuers issuers, Chance chance) {
        this.me = me;
        this.people = people;
        this.book = book;
        this.issuers = issuers;
        this.chance = chance;
    }

    @Override
    public AttestationInfo issue(Did subject, String says, Optional<Instant> until) throws IOException {
        if (me.root().isEmpty()) {
            throw new RefusedException(
                    "attestations are signed by your passport, and this device has not its key; do it on the one that has");
        }
        Instant now = chance.clock().instant();
        var number = new UUID(chance.entropy().nextLong(), chance.entropy().nextLong());
        var claim = new Claim(subject, nameOf(subject), says, until);
        Attestation issued = Attestation.issue(me.device().passport(), me.root().get(), claim, now, version4(number));
        try {
            book.keep(issued, me.did(), now);
        } catch (IllegalStateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        if (!subject.equals(me.did())) {
            book.send(subject, new Paper(Paper.Kind.ATTESTATION, issued.bytes()), issued.id(), now);
        }
        return info(issued, StatusKnown.ASKED);
    }

    private static UUID version4(UUID random) {
        return new UUID(
                (random.getMostSignificantBits() & ~0xF000L) | 0x4000L,
                (random.getLeastSignificantBits() & ~(3L << 62)) | (2L << 62));
    }

    @Override
    public List<AttestationInfo> all() throws IOException {
        List<AttestationInfo> all = new ArrayList<>();
        for (Attestation one : book.attestations()) {
            all.add(info(one, known(one)));
        }
        return all;
    }

    @Override
    public AttestationInfo show(Cid id) throws IOException {
        Attestation one = find(id);
        return info(one, known(one));
    }

    @Override
    public byte[] export(Cid id) throws IOException {
        return find(id).bytes();
    }

    @Override
    public AttestationInfo verify(byte[] credential) throws IOException {
        Attestation one = parse(credential);
        boolean answered = one.genuine(chance.clock().instant()).isAllowed()
                && !one.issuer().equals(me.did())
                && issuers.ask(one.issuer(), one.id());
        return info(one, answered ? StatusKnown.ASKED : known(one));
    }

    @Override
    public AttestationInfo keep(byte[] credential) throws IOException {
        AttestationInfo checked = verify(credential);
        if (checked.state() != State.VALID) {
            throw new RefusedException("this is not kept: "
                    + checked.reason().orElse(checked.state().name().toLowerCase(java.util.Locale.ROOT)));
        }
        try {
            book.keep(parse(credential), me.did(), chance.clock().instant());
        } catch (IllegalStateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        return checked;
    }

    @Override
    public AttestationInfo revoke(Cid id, String reason) throws IOException {
        Attestation one = find(id);
        if (!one.issuer().equals(me.did())) {
            throw new RefusedException("only " + nameOf(one.issuer()) + " can take this back");
        }
        Instant now = chance.clock().instant();
        Revocation revocation = Revocation.sign(me.device().delegation(), me.key(), id, now, reason.strip());
        try {
            book.keep(revocation);
        } catch (IllegalStateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        if (one.subject().isPresent() && !one.subject().get().equals(me.did())) {
            book.send(one.subject().get(), new Paper(Paper.Kind.REVOCATION, revocation.bytes()), id, now);
        }
        return info(one, StatusKnown.ASKED);
    }

    private static Attestation parse(byte[] credential) {
        try {
            return Attestation.parse(credential);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("this is no attestation: " + e.getMessage(), e);
        }
    }

    private Attestation find(Cid id) throws IOException {
        return book.attestation(id)
                .orElseThrow(() -> new NotFoundException(
                        "no attestation here has the id " + id + " (kith attestations shows them)"));
    }

    private StatusKnown known(Attestation one) {
        return one.issuer().equals(me.did()) ? StatusKnown.ASKED : StatusKnown.HERE;
    }

    private AttestationInfo info(Attestation one, StatusKnown known) throws IOException {
        Instant now = chance.clock().instant();
        Optional<Revocation> revoked = book.revocation(one.id(), one.issuer());
        State state = State.VALID;
        Optional<String> reason = Optional.empty();
        if (one.genuine(now) instanceof Verdict.Refused no) {
            state = State.FALSE;
            reason = Optional.of(no.reason());
        } else if (revoked.isPresent()) {
            state = State.REVOKED;
            reason = Optional.of(revoked.get().reason()).filter(why -> !why.isEmpty());
        } else if (one.verify(now) instanceof Verdict.Refused no) {
            state = one.until().isPresent() && !now.isBefore(one.until().get()) ? State.EXPIRED : State.FALSE;
            reason = Optional.of(no.reason());
        }
        Optional<Did> subject = one.subject();
        return new AttestationInfo(
                one.id(),
                one.issuer(),
                nameOf(one.issuer()),
                subject,
                subject.isPresent() ? nameOf(subject.get()) : "",
                one.says(),
                one.from(),
                one.until(),
                state,
                reason,
                !book.waits(Paper.Kind.ATTESTATION, one.id()) && !book.waits(Paper.Kind.REVOCATION, one.id()),
                known);
    }

    private String nameOf(Did did) throws IOException {
        return did.equals(me.did())
                ? me.name()
                : people.person(did).map(Acquaintance::name).orElse(did.toString());
    }
}
