package community.kith.node.home;

import community.kith.base.crypto.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A secret as English words to write down, eleven bits in each. Source: BIP-39.
public final class Phrase {
    private static final int WORD_BITS = 11;
    private static final BigInteger WORD_MASK = BigInteger.valueOf((1 << WORD_BITS) - 1);
    private static final List<String> WORDS = words();

    private Phrase() {}

    /// The secret and a checksum of a thirty-second of its length.
    ///
    /// @param secret 16 to 32 bytes, a multiple of 4
    public static List<String> of(byte[] secret) {
        if (secret.length < 16 || secret.length > 32 || secret.length % 4 != 0) {
            throw new IllegalArgumentException("a phrase is of 16 to 32 bytes in steps of 4, not of " + secret.length);
        }
        int checkBits = secret.length / 4;
        int check = (Sha256.of(secret)[0] & 0xff) >>> (8 - checkBits);
        BigInteger bits = new BigInteger(1, secret).shiftLeft(checkBits).or(BigInteger.valueOf(check));
        var words = new ArrayList<String>();
        for (int at = secret.length * 8 + checkBits - WORD_BITS; at >= 0; at -= WORD_BITS) {
            words.add(WORDS.get(bits.shiftRight(at).and(WORD_MASK).intValueExact()));
        }
        return List.copyOf(words);
    }

    private static List<String> words() {
        try (InputStream list = Phrase.class.getResourceAsStream("bip39-english.txt")) {
            Objects.requireNonNull(list, "the list of words is missing from the build");
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII)).readAllLines();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the list of words from the jar", e);
        }
    }
}
