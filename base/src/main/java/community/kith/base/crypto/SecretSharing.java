package community.kith.base.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.threshold.SecretShare;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/// Cuts a secret into parts of which any `need` give it back, and fewer say nothing about it: for each byte the value
/// at
/// zero of a random polynomial over GF(2⁸) with AES's modulus; part x is its value at x.
/// Source: Shamir, "How to share a secret", 1979.
public final class SecretSharing {
    /// There are 255 places besides zero; nobody has that many friends to ask.
    public static final int MAX_PARTS = 15;

    private SecretSharing() {}

    /// Part x, counted from 1, stands at place x − 1.
    ///
    /// @param need how many give the secret back, at least two
    /// @param random unpredictable: the polynomials are made of it
    public static List<byte[]> split(byte[] secret, int need, int parts, RandomGenerator random) {
        if (need < 2 || need > parts || parts > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "any " + need + " of " + parts + " parts; from 2 of 2 to 15 of 15 can be");
        }
        ShamirSecretSplitter splitter = ShamirSecretSplitter.getInstance(
                ShamirSecretSplitter.Algorithm.AES, secret.length, new AsSecureRandom(random));
        List<byte[]> split = new ArrayList<>();
        try {
            for (SecretShare part : splitter.resplit(secret, need, parts).getSecretShares()) {
                split.add(part.getEncoded());
            }
        } catch (IOException e) {
            throw new IllegalStateException("parts of a secret in memory", e);
        }
        return List.copyOf(split);
    }

    /// What these parts add up to: the secret when they are as many as it takes, and all true; any other bytes else.
    ///
    /// @param parts by their number, counted from 1; all of one length
    public static byte[] combine(SortedMap<Integer, byte[]> parts) {
        if (parts.isEmpty()
                || parts.firstKey() < 1
                || parts.lastKey() > MAX_PARTS
                || parts.values().stream()
                                .mapToInt(part -> part.length)
                                .distinct()
                                .count()
                        != 1) {
            throw new IllegalArgumentException("these are not parts of one secret");
        }
        ShamirSplitSecretShare[] shares = parts.entrySet().stream()
                .map(part -> new ShamirSplitSecretShare(part.getValue().clone(), part.getKey()))
                .toArray(ShamirSplitSecretShare[]::new);
        try {
            byte[] secret = ShamirSplitSecret.getInstance(ShamirSecretSplitter.Algorithm.AES, shares)
                    .getSecret();
            return Arrays.copyOf(secret, secret.length);
        } catch (IOException e) {
            throw new IllegalStateException("parts of a secret in memory", e);
        }
    }

    /// The chance that was passed in, in the shape that Bouncy Castle asks for.
    private static final class AsSecureRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient RandomGenerator random;

        AsSecureRandom(RandomGenerator random) {
            super(null, null);
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
