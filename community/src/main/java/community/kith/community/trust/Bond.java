package community.kith.community.trust;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.Optional;

/// A relationship that both sides have signed, each with a device that its passport vouches for.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/bond.md`.
public record Bond(BondTerms terms, Signature signatureOfA, Signature signatureOfB) {
    /// What [#bytes] never exceeds: a bond fits into a log entry with room for the entry's own fields.
    public static final int MAX_BYTES = 859;

    /// Whether both meant it, both passports vouch for who signed, and the dates can be.
    public Verdict verify(Instant now) {
        return terms.timely(now)
                .and(() -> terms.signedBy(terms.a(), signatureOfA, now))
                .and(() -> terms.signedBy(terms.b(), signatureOfB, now));
    }

    public Cid id() {
        return terms.id();
    }

    public BondKind kind() {
        return terms.kind();
    }

    public Instant formed() {
        return terms.formed();
    }

    public Party a() {
        return terms.a();
    }

    public Party b() {
        return terms.b();
    }

    /// The other side as seen by one of the two; empty for everybody else.
    public Optional<Party> otherThan(Did one) {
        return one.equals(a().did()) ? Optional.of(b()) : one.equals(b().did()) ? Optional.of(a()) : Optional.empty();
    }

    public byte[] bytes() {
        Ipld a = a().fields().put("sig", signatureOfA.bytes()).build();
        Ipld b = b().fields().put("sig", signatureOfB.bytes()).build();
        return DagCbor.encode(terms.fields(a, b).build());
    }

    public static Bond parse(byte[] bytes) throws ProtocolException {
        BondReader reader = BondReader.of(bytes, "bond");
        Bond bond = new Bond(reader.terms(), reader.signatureOfA(), reader.signatureOfB());
        reader.end();
        return bond;
    }
}
