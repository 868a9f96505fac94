package community.kith.base.crypto;

import java.net.ProtocolException;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Source: RFC 8032, section 5.1.7.
final class Ed25519VerifyingKey extends VerifyingKey {
    static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private final byte[] point;

    Ed25519VerifyingKey(byte[] raw) {
        super(Kind.ED25519, raw);
        point = raw;
    }

    static VerifyingKey parse(byte[] raw) throws ProtocolException {
        if (raw.length != BYTES) {
            throw new ProtocolException("an Ed25519 key of %d bytes".formatted(raw.length));
        }
        return new Ed25519VerifyingKey(raw);
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, point, 0, message, 0, message.length);
    }

    @Override
    public String toString() {
        return "Ed25519 " + HexFormat.of().formatHex(point);
    }
}
