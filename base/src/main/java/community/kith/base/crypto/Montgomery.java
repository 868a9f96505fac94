package community.kith.base.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// The X25519 key that follows from an Ed25519 key: the same point on the curve's other form, u = (1 + y) / (1 − y).
/// Source: RFC 7748, section 4.1; the same as libsodium's `crypto_sign_ed25519_pk_to_curve25519`.
final class Montgomery {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private Montgomery() {}

    /// @throws IllegalArgumentException when the key is not Ed25519, or not of prime order
    static byte[] of(VerifyingKey key) {
        byte[] raw = key.raw();
        if (key.kind() != VerifyingKey.Kind.ED25519 || !Ed25519.validatePublicKeyFull(raw, 0)) {
            throw new IllegalArgumentException("nobody can open what is closed for " + key);
        }
        byte[] bigEndian = reversed(raw);
        bigEndian[0] &= 0x7f;
        BigInteger y = new BigInteger(1, bigEndian);
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).mod(P).modInverse(P))
                .mod(P);
        byte[] encoded = new byte[X25519.POINT_SIZE];
        byte[] digits = u.toByteArray();
        for (int i = 0; i < Math.min(digits.length, encoded.length); i++) {
            encoded[i] = digits[digits.length - 1 - i];
        }
        return encoded;
    }

    static byte[] of(SigningKey key) {
        try {
            byte[] scalar = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(key.seed()), X25519.SCALAR_SIZE);
            X25519.clampPrivateKey(scalar);
            return scalar;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-512", e);
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
