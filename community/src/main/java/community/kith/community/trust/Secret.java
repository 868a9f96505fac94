package community.kith.community.trust;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The 16 random bytes of a ticket that prove that somebody was handed it. Never printed.
public final class Secret {
    public static final int BYTES = 16;
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A new secret.
    ///
    /// @param entropy unpredictable to others, as `SecureRandom` is
    public static Secret generate(RandomGenerator entropy) {
        byte[] bytes = new byte[BYTES];
        entropy.nextBytes(bytes);
        return new Secret(bytes);
    }

    /// The secret that was written as these bytes.
    ///
    /// @throws IllegalArgumentException when these are not 16 bytes
    public static Secret of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a ticket's secret has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Secret(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// Takes the same time however much of the two is equal.
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
