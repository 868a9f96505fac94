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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// A secret as English words to write down, eleven bits in each. Source: BIP-39.
public final class Phrase {
    private static final int WORD_BITS = 11;
    private static final int SPOKEN = 6;
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

    /// The secret that a phrase of 12 to 24 words stands for.
    ///
    /// @param phrase in any case, between any white space
    /// @throws IllegalArgumentException naming the word that is none, or saying that the checksum does not hold
    public static byte[] parse(String phrase) {
        List<String> words = split(phrase);
        if (words.size() < 12 || words.size() > 24 || words.size() % 3 != 0) {
            throw new IllegalArgumentException("a phrase has 12 to 24 words in steps of 3, not " + words.size());
        }
        BigInteger bits = BigInteger.ZERO;
        for (String word : words) {
            int number = Collections.binarySearch(WORDS, word);
            if (number < 0) {
                throw new IllegalArgumentException("“" + word + "” is none of the words of BIP-39");
            }
            bits = bits.shiftLeft(WORD_BITS).or(BigInteger.valueOf(number));
        }
        int checkBits = words.size() / 3;
        byte[] digits = bits.shiftRight(checkBits).toByteArray();
        byte[] secret = new byte[checkBits * 4];
        int length = Math.min(digits.length, secret.length);
        System.arraycopy(digits, digits.length - length, secret, secret.length - length, length);
        if (!of(secret).equals(words)) {
            throw new IllegalArgumentException(
                    "these words are not in their order, or one is wrong: the last one" + " does not fit the others");
        }
        return secret;
    }

    /// Six words for the beginning of a hash, for people to read to each other: 66 bits.
    public static List<String> spoken(byte[] digest) {
        BigInteger bits = new BigInteger(1, digest).shiftRight(digest.length * 8 - SPOKEN * WORD_BITS);
        var words = new ArrayList<String>();
        for (int at = (SPOKEN - 1) * WORD_BITS; at >= 0; at -= WORD_BITS) {
            words.add(WORDS.get(bits.shiftRight(at).and(WORD_MASK).intValueExact()));
        }
        return List.copyOf(words);
    }

    /// Whether somebody wrote these words, in whatever case and with whatever between them.
    public static boolean sameWords(String written, List<String> words) {
        return split(written).equals(words);
    }

    private static List<String> split(String text) {
        return Stream.of(text.strip().toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .filter(word -> !word.isEmpty())
                .toList();
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
