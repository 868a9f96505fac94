package community.kith.base.bytes;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/// Text that has exactly one form in UTF-8 and back.
final class Utf8 {
    /// Fewer bytes first, then by their unsigned bytes, which is the order of the code points.
    static final Comparator<String> SHORTER_FIRST =
            Comparator.comparingInt(Utf8::length).thenComparing(Utf8::compareCodePoints);

    private Utf8() {}

    static String requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !startsPair(text, i++)) {
                throw new IllegalArgumentException("text with an unpaired surrogate");
            }
        }
        return text;
    }

    /// The number of bytes of well-formed text.
    static int length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return length;
    }

    static String decode(ByteBuffer bytes) throws ProtocolException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw (ProtocolException) new ProtocolException("text that is not UTF-8").initCause(e);
        }
    }

    private static boolean startsPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Integer.compare(a.codePointAt(i), b.codePointAt(i));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
