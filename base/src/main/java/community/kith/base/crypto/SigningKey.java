package community.kith.base.crypto;

import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 secret key. Its seed is all there is to keep; whoever has it can sign.
/// Source: RFC 8032, sections 5.1.5 and 5.1.6.
public final class SigningKey {
    public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;
    public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

    private final byte[] seed;
    private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    private final VerifyingKey verifyingKey;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        verifyingKey = VerifyingKey.ed25519(publicKey);
    }

    /// A new key, as unpredictable as `random` is: outside tests that is a `SecureRandom`.
    public static SigningKey generate(RandomGenerator random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new SigningKey(seed);
    }

    public static SigningKey fromSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length);
        }
        return new SigningKey(seed.clone());
    }

    /// The secret itself, 32 bytes.
    public byte[] seed() {
        return seed.clone();
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    /// A signature of 64 bytes, always the same for the same message.
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public String toString() {
        return "the secret of " + verifyingKey;
    }
}
