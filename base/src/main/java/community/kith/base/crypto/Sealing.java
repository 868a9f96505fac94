package community.kith.base.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Small secrets under a key: AES-256-GCM with a random nonce of 12 bytes before the sealed bytes and a tag of 16
/// behind
/// them. For so few under one key that a nonce never comes twice. Source: NIST SP 800-38D.
public final class Sealing {
    public static final int OVERHEAD_BYTES = Sealing.NONCE_BYTES + Sealing.TAG_BYTES;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private Sealing() {}

    /// @param key 32 bytes
    /// @param context what the secret is: opens only with the same
    public static byte[] seal(byte[] key, byte[] context, byte[] secret, RandomGenerator random) {
        byte[] out = new byte[NONCE_BYTES + secret.length + TAG_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        System.arraycopy(nonce, 0, out, 0, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
            cipher.doFinal(secret, 0, secret.length, out, NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + CIPHER, e);
        }
        return out;
    }

    /// What was sealed; empty when the key or the context is another, or a bit was changed.
    public static Optional<byte[]> open(byte[] key, byte[] context, byte[] sealedBytes) {
        if (sealedBytes.length < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealedBytes, NONCE_BYTES), context);
            return Optional.of(cipher.doFinal(sealedBytes, NONCE_BYTES, sealedBytes.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + CIPHER, e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
