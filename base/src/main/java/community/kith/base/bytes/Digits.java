package community.kith.base.bytes;

import java.net.ProtocolException;

/// A way to write bytes with the characters of an alphabet. Decoding accepts exactly what encoding gives
/// (letters in either case where the alphabet says so), and throws ProtocolException for anything else.
sealed interface Digits permits BitDigits, NumberDigits, EmojiDigits {
    String encode(byte[] bytes);

    byte[] decode(String text) throws ProtocolException;
}
