package community.kith.base.crypto;

import java.net.ProtocolException;
import java.security.interfaces.RSAPublicKey;

/// RSASSA-PKCS1-v1_5 with SHA-256, 2,048 to 8,192 bits and an ordinary exponent, so that no peer can name a key
/// that takes seconds to use. Source: RFC 8017, section 8.2.
final class RsaVerifyingKey extends VerifyingKey {
    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 32;
    private static final int MAX_DER_BYTES = MAX_BITS / 8 + 64;

    private final RSAPublicKey key;

    private RsaVerifyingKey(byte[] raw, RSAPublicKey key) {
        super(Kind.RSA, raw);
        this.key = key;
    }

    static VerifyingKey parse(byte[] raw) throws ProtocolException {
        if (raw.length > MAX_DER_BYTES) {
            throw new ProtocolException("an RSA key of %d bytes".formatted(raw.length));
        }
        RSAPublicKey key = JdkSignatures.parse("RSA", RSAPublicKey.class, raw);
        int bits = key.getModulus().bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS || key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
            throw new ProtocolException("an RSA key of %d bits, outside %d to %d, or of an extraordinary exponent"
                    .formatted(bits, MIN_BITS, MAX_BITS));
        }
        return new RsaVerifyingKey(raw, key);
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return JdkSignatures.verify("SHA256withRSA", key, message, signature);
    }

    @Override
    public String toString() {
        return "RSA " + key.getModulus().bitLength() + " bits";
    }
}
