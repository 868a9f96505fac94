package community.kith.community.right;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;

/// An owner's signed word that somebody may audit, or audit and repair, what is theirs. It carries no key: whoever has
/// it sees and moves the same sealed bytes as any holder.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/right.md`.
public record Right(RightTerms terms, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 3072;

    private static final String DOMAIN = "right/1";

    /// Signs with the key of the device that `terms` name.
    public static Right give(SigningKey device, RightTerms terms) {
        return new Right(terms, Signature.sign(device, DOMAIN, terms.fields().build()));
    }

    /// Whether the owner's device signed exactly this, its passport vouches for it, and it counts now.
    public Verdict verify(Instant now) {
        return signed(now).and(() -> terms.term().at(now));
    }

    private Verdict signed(Instant now) {
        return terms.by()
                .verify(now)
                .and(() -> Moments.notAfter(
                        terms.term().issued(), "the delegation", terms.by().issued()))
                .and(() -> Verdict.when(
                        signature.isBy(
                                terms.by().deviceKey(), DOMAIN, terms.fields().build()),
                        () -> "no device of " + owner() + " signed this right"));
    }

    /// Whether `who` may do that by this right. A right to repair is one to audit as well.
    public Verdict allows(Did who, Deed deed) {
        return Verdict.when(who.equals(terms.grantee()), () -> "this right is somebody else's")
                .and(() -> Verdict.when(
                        terms.deed().compareTo(deed) >= 0,
                        () -> "this right is one to " + terms.deed().label() + ", not to " + deed.label()));
    }

    public Did owner() {
        return terms.owner();
    }

    /// Names what was signed, whatever the signature's bytes are.
    public Cid id() {
        return terms.id();
    }

    public Ipld toIpld() {
        return terms.fields().put("sig", signature.bytes()).build();
    }

    public byte[] bytes() {
        return DagCbor.encode(toIpld());
    }

    public static Right read(Ipld from) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "right");
        try {
            RightTerms terms = RightTerms.read(fields);
            Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
            fields.end();
            return new Right(terms, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("right", e);
        }
    }

    public static Right parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a right of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        return read(DagCbor.decode(bytes));
    }
}
