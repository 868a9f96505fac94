package community.kith.base.bytes;

import java.net.ProtocolException;
import java.util.Arrays;

/// Bases of any size: the bytes are one big number, and each leading zero byte is one leading zero digit.
///
/// The work grows with the square of the length, so this is for names, not for content: more than
/// 1,024 bytes are refused.
record NumberDigits(Alphabet alphabet) implements Digits {
    private static final int MAX_BYTES = 1024;

    @Override
    public String encode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("too long for this base: " + bytes.length + " bytes");
        }
        int zeros = leadingZeros(bytes);
        int[] digits = convert(unsigned(bytes), zeros, 256, alphabet.size());
        StringBuilder text = new StringBuilder(zeros + digits.length);
        text.repeat(alphabet.character(0), zeros);
        for (int digit : digits) {
            text.append(alphabet.character(digit));
        }
        return text.toString();
    }

    @Override
    public byte[] decode(String text) throws ProtocolException {
        if (text.length() > maxDigits()) {
            throw new ProtocolException("too long for this base: " + text.length() + " characters");
        }
        int[] digits = new int[text.length()];
        int zeros = 0;
        for (int i = 0; i < digits.length; i++) {
            digits[i] = alphabet.digit(text, i);
            zeros += digits[i] == 0 && zeros == i ? 1 : 0;
        }
        int[] converted = convert(digits, zeros, alphabet.size(), 256);
        byte[] bytes = new byte[zeros + converted.length];
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("too long for this base: " + bytes.length + " bytes");
        }
        for (int i = 0; i < converted.length; i++) {
            bytes[zeros + i] = (byte) converted[i];
        }
        return bytes;
    }

    private int maxDigits() {
        return (int) Math.ceil(MAX_BYTES * Math.log(256) / Math.log(alphabet.size()));
    }

    /// The number written with `digits[from…]` in base `source`, without leading zeros, in base `target`.
    private static int[] convert(int[] digits, int from, int source, int target) {
        int[] result = new int[(int) ((digits.length - from) * Math.log(source) / Math.log(target)) + 1];
        int first = result.length;
        for (int i = from; i < digits.length; i++) {
            int carry = digits[i];
            int at = result.length;
            while (at > first || carry != 0) {
                at--;
                carry += result[at] * source;
                result[at] = carry % target;
                carry /= target;
            }
            first = at;
        }
        return Arrays.copyOfRange(result, first, result.length);
    }

    private static int leadingZeros(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        return zeros;
    }

    private static int[] unsigned(byte[] bytes) {
        int[] digits = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            digits[i] = bytes[i] & 0xff;
        }
        return digits;
    }
}
