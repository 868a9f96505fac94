package community.kith.base.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The SHA-256 hash: 32 bytes. Source: FIPS 180-4.
public final class Sha256 {
    public static final int BYTES = 32;

    private Sha256() {}

    /// The hash of the parts one after another.
    public static byte[] of(byte[]... parts) {
        MessageDigest digest = fresh();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /// A digest to feed piece by piece.
    public static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
