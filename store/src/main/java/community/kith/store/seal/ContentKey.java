package community.kith.store.seal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A 256-bit key for one thing only: the content of one version of a file, or one manifest. Never printed.
public final class ContentKey {
    public static final int BYTES = 32;

    private final byte[] bytes;

    private ContentKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A fresh key. Nonces start at zero for each key, so the generator must be a secure one outside of tests.
    public static ContentKey generate(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ContentKey(bytes);
    }

    public static ContentKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a content key has 32 bytes, not " + bytes.length);
        }
        return new ContentKey(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// The key as the JDK's ciphers take it.
    public SecretKey secret() {
        return new SecretKeySpec(bytes, "AES");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "ContentKey[secret]";
    }
}
