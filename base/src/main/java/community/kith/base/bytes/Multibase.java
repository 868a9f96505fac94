package community.kith.base.bytes;

import java.net.ProtocolException;

/// Bytes as text that says in its first character how it is written.
///
/// Decoding is strict: one text for one value, except that bases whose letters differ only in case are read in
/// either. The bases that treat the bytes as one number (10, 36, 58) take at most 1,024 bytes.
/// Source: the multibase specification and its table.
public final class Multibase {
    private Multibase() {}

    public static String encode(Base base, byte[] bytes) {
        return base.prefix + base.digits.encode(bytes);
    }

    /// The bytes that `text` stands for, in the base it names.
    ///
    /// @throws ProtocolException when the base is unknown or the text is not what encoding would give
    public static byte[] decode(String text) throws ProtocolException {
        for (Base base : Base.values()) {
            if (text.startsWith(base.prefix)) {
                return base.digits.decode(text.substring(base.prefix.length()));
            }
        }
        throw new ProtocolException(text.isEmpty() ? "empty multibase text" : "unknown multibase prefix");
    }

    /// Base58 with Bitcoin's alphabet and no prefix, as PeerIds are written.
    public static String base58btc(byte[] bytes) {
        return Base.BASE58_BTC.digits.encode(bytes);
    }

    public static byte[] fromBase58btc(String text) throws ProtocolException {
        return Base.BASE58_BTC.digits.decode(text);
    }

    /// RFC 4648 base32 in lower case, without padding and without a prefix.
    public static String base32(byte[] bytes) {
        return Base.BASE32.digits.encode(bytes);
    }

    /// Reads letters in either case.
    public static byte[] fromBase32(String text) throws ProtocolException {
        return Base.BASE32.digits.decode(text);
    }

    /// The registered encodings that have published vectors.
    @SuppressWarnings("ImmutableEnumChecker") // an alphabet never changes once it is made
    public enum Base {
        BASE2("base2", "0", new BitDigits(Alphabet.exact("01"), 1, 1)),
        BASE8("base8", "7", new BitDigits(Alphabet.exact("01234567"), 3, 1)),
        BASE10("base10", "9", new NumberDigits(Alphabet.exact("0123456789"))),
        BASE16("base16", "f", hex("0123456789abcdef")),
        BASE16_UPPER("base16upper", "F", hex("0123456789ABCDEF")),
        BASE32("base32", "b", base32("abcdefghijklmnopqrstuvwxyz234567", 1)),
        BASE32_UPPER("base32upper", "B", base32("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 1)),
        BASE32_HEX("base32hex", "v", base32("0123456789abcdefghijklmnopqrstuv", 1)),
        BASE32_HEX_UPPER("base32hexupper", "V", base32("0123456789ABCDEFGHIJKLMNOPQRSTUV", 1)),
        BASE32_PAD("base32pad", "c", base32("abcdefghijklmnopqrstuvwxyz234567", 8)),
        BASE32_PAD_UPPER("base32padupper", "C", base32("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 8)),
        BASE32_HEX_PAD("base32hexpad", "t", base32("0123456789abcdefghijklmnopqrstuv", 8)),
        BASE32_HEX_PAD_UPPER("base32hexpadupper", "T", base32("0123456789ABCDEFGHIJKLMNOPQRSTUV", 8)),
        BASE32_Z("base32z", "h", new BitDigits(Alphabet.exact("ybndrfg8ejkmcpqxot1uwisza345h769"), 5, 1)),
        BASE36("base36", "k", new NumberDigits(Alphabet.anyCase("0123456789abcdefghijklmnopqrstuvwxyz"))),
        BASE36_UPPER("base36upper", "K", new NumberDigits(Alphabet.anyCase("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))),
        BASE58_FLICKR("base58flickr", "Z", base58("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ")),
        BASE58_BTC("base58btc", "z", base58("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")),
        BASE64("base64", "m", base64("+/", 1)),
        BASE64_PAD("base64pad", "M", base64("+/", 4)),
        BASE64_URL("base64url", "u", base64("-_", 1)),
        BASE64_URL_PAD("base64urlpad", "U", base64("-_", 4)),
        BASE256_EMOJI("base256emoji", "🚀", new EmojiDigits());

        private final String label;
        private final String prefix;
        private final Digits digits;

        Base(String label, String prefix, Digits digits) {
            this.label = label;
            this.prefix = prefix;
            this.digits = digits;
        }

        /// The name in the multibase table, such as `base58btc`.
        public String label() {
            return label;
        }

        private static Digits hex(String characters) {
            return new BitDigits(Alphabet.anyCase(characters), 4, 1);
        }

        private static Digits base32(String characters, int group) {
            return new BitDigits(Alphabet.anyCase(characters), 5, group);
        }

        private static Digits base58(String letters) {
            return new NumberDigits(Alphabet.exact("123456789" + letters));
        }

        private static Digits base64(String lastTwo, int group) {
            String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
            return new BitDigits(Alphabet.exact(letters + lastTwo), 6, group);
        }
    }
}
