package community.kith.community.trust;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import java.net.ProtocolException;
import java.time.Instant;

/// Takes a bond or half of one apart, strictly.
final class BondReader {
    private final FieldReader bond;
    private final FieldReader a;
    private final FieldReader b;

    private BondReader(FieldReader bond) throws ProtocolException {
        this.bond = bond;
        this.a = new FieldReader(bond.any("a"), "bond's proposer");
        this.b = new FieldReader(bond.any("b"), "bond's other side");
    }

    static BondReader of(byte[] bytes, String what) throws ProtocolException {
        if (bytes.length > Bond.MAX_BYTES) {
            throw new ProtocolException("a " + what + " of " + bytes.length + " bytes, more than " + Bond.MAX_BYTES);
        }
        return new BondReader(new FieldReader(DagCbor.decode(bytes), what));
    }

    BondTerms terms() throws ProtocolException {
        bond.integer("v", BondTerms.VERSION, BondTerms.VERSION);
        String label = bond.text("kind", 16);
        BondKind kind =
                BondKind.labelled(label).orElseThrow(() -> new ProtocolException("bond: unknown kind " + label));
        Instant formed = Instant.ofEpochSecond(bond.integer("at", 0, Moments.MAX_SECONDS));
        try {
            return new BondTerms(kind, formed, Party.read(a), Party.read(b));
        } catch (IllegalArgumentException e) {
            throw Malformed.because("bond", e);
        }
    }

    Signature signatureOfA() throws ProtocolException {
        return Signature.of(a.bytesOf("sig", Signature.BYTES));
    }

    Signature signatureOfB() throws ProtocolException {
        return Signature.of(b.bytesOf("sig", Signature.BYTES));
    }

    void end() throws ProtocolException {
        a.end();
        b.end();
        bond.end();
    }
}
