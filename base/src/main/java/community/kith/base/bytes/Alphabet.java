package community.kith.base.bytes;

import java.net.ProtocolException;
import java.util.Arrays;

/// The ASCII characters that stand for the digits 0, 1, 2 …
final class Alphabet {
    private static final int NONE = -1;

    private final char[] characters;
    private final byte[] digits = new byte[128];

    private Alphabet(String characters, String alsoRead) {
        this.characters = characters.toCharArray();
        Arrays.fill(digits, (byte) NONE);
        for (int i = 0; i < characters.length(); i++) {
            digits[alsoRead.charAt(i)] = (byte) i;
            digits[characters.charAt(i)] = (byte) i;
        }
    }

    static Alphabet exact(String characters) {
        return new Alphabet(characters, characters);
    }

    /// Writes the letters as given and reads them in either case.
    static Alphabet anyCase(String characters) {
        StringBuilder swapped = new StringBuilder();
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            swapped.append(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
        return new Alphabet(characters, swapped.toString());
    }

    int size() {
        return characters.length;
    }

    char character(int digit) {
        return characters[digit];
    }

    int digit(String text, int at) throws ProtocolException {
        char c = text.charAt(at);
        int digit = c < digits.length ? digits[c] : NONE;
        if (digit == NONE) {
            throw new ProtocolException("character %s at %d is not a digit of this base"
                    .formatted(c > ' ' && c < 127 ? "'" + c + "'" : "U+%04X".formatted((int) c), at));
        }
        return digit;
    }
}
