package community.kith.base.crypto;

import java.net.ProtocolException;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/// Ed25519 as RFC 8032, section 5.1.7, has it, and stricter: the key and the signature's point must both lie in
/// the group of prime order, as every honestly made one does.
///
/// Verifiers in use disagree about the rest ("Taming the many EdDSAs", 2020): some multiply by the cofactor, some
/// do not, and Bouncy Castle's equation is in between. What this one accepts they all accept, so whoever replays
/// a record with another library comes to the same verdict.
final class Ed25519VerifyingKey extends VerifyingKey {
    static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private final byte[] encoded;

    /// Decoded and checked when first needed; two threads may both do it, with the same result.
    private volatile Ed25519.@Nullable PublicPoint point;

    Ed25519VerifyingKey(byte[] raw) {
        super(Kind.ED25519, raw);
        encoded = raw;
    }

    static VerifyingKey parse(byte[] raw) throws ProtocolException {
        if (raw.length != BYTES) {
            throw new ProtocolException("an Ed25519 key of %d bytes".formatted(raw.length));
        }
        return new Ed25519VerifyingKey(raw);
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        Ed25519.PublicPoint key = point();
        return key != null
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, message, 0, message.length)
                && Ed25519.validatePublicKeyFull(signature, 0); // its first half is a point, as a key is
    }

    /// The key's point, or null when it is none of prime order.
    private Ed25519.@Nullable PublicPoint point() {
        Ed25519.PublicPoint known = point;
        if (known == null) {
            known = Ed25519.validatePublicKeyFullExport(encoded, 0);
            point = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Ed25519 " + HexFormat.of().formatHex(encoded);
    }
}
