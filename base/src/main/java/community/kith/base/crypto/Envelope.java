package community.kith.base.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// Bytes that only the owner of an Ed25519 key can open, closed by anybody who knows its public half.
///
/// HPKE in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305, to the X25519 key that follows
/// from the Ed25519 key ([Montgomery]). An envelope is the encapsulated key of 32 bytes, the sealed bytes, and a tag of
/// 16. It says nothing of who closed it: sign it, where that matters. Source: RFC 9180.
public final class Envelope {
    public static final int OVERHEAD_BYTES = X25519.POINT_SIZE + 16;

    private Envelope() {}

    /// @param purpose what it is: opens only with the same
    /// @param random unpredictable to others
    /// @throws IllegalArgumentException when `to` is no Ed25519 key to which anybody has the secret
    public static byte[] close(VerifyingKey to, byte[] purpose, byte[] content, RandomGenerator random) {
        byte[] seed = new byte[X25519.SCALAR_SIZE];
        random.nextBytes(seed);
        return close(Montgomery.of(to), purpose, new byte[0], content, seed);
    }

    static byte[] close(byte[] to, byte[] info, byte[] aad, byte[] content, byte[] seed) {
        HPKE suite = suite();
        HPKEContextWithEncapsulation context =
                suite.setupBaseS(suite.deserializePublicKey(to), info, suite.deriveKeyPair(seed));
        try {
            byte[] closed = context.seal(aad, content);
            byte[] envelope = Arrays.copyOf(context.getEncapsulation(), X25519.POINT_SIZE + closed.length);
            System.arraycopy(closed, 0, envelope, X25519.POINT_SIZE, closed.length);
            return envelope;
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("cannot close an envelope", e);
        }
    }

    /// What is inside; empty when it is for another key or purpose, or a bit was changed.
    public static Optional<byte[]> open(SigningKey key, byte[] purpose, byte[] envelope) {
        return open(Montgomery.of(key), purpose, new byte[0], envelope);
    }

    static Optional<byte[]> open(byte[] key, byte[] info, byte[] aad, byte[] envelope) {
        if (envelope.length < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        byte[] encapsulated = Arrays.copyOf(envelope, X25519.POINT_SIZE);
        byte[] mine = new byte[X25519.POINT_SIZE];
        X25519.scalarMultBase(key, 0, mine, 0);
        HPKE suite = suite();
        try {
            return Optional.of(suite.setupBaseR(encapsulated, suite.deserializePrivateKey(key, mine), info)
                    .open(aad, envelope, X25519.POINT_SIZE, envelope.length - X25519.POINT_SIZE));
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException e) {
            // A wrong tag, or an encapsulated key of small order, which Bouncy Castle refuses in the agreement.
            return Optional.empty();
        }
    }

    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }
}
