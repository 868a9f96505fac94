package community.kith.base.bytes;

import java.net.ProtocolException;

/// Bases whose size is a power of two: each character carries `bits` bits, highest first, the last one filled up
/// with zero bits. `group` is the number of characters `=` pads to; 1 means no padding. Source: RFC 4648.
record BitDigits(Alphabet alphabet, int bits, int group) implements Digits {
    @Override
    public String encode(byte[] bytes) {
        int length = Math.toIntExact(((long) bytes.length * 8 + bits - 1) / bits);
        StringBuilder text = new StringBuilder(length + group);
        int pool = 0;
        int pooled = 0;
        for (byte b : bytes) {
            pool = (pool << 8 | (b & 0xff)) & 0xffff;
            pooled += 8;
            while (pooled >= bits) {
                pooled -= bits;
                text.append(alphabet.character((pool >>> pooled) & mask()));
            }
        }
        if (pooled > 0) {
            text.append(alphabet.character((pool << (bits - pooled)) & mask()));
        }
        while (text.length() % group != 0) {
            text.append('=');
        }
        return text.toString();
    }

    @Override
    public byte[] decode(String text) throws ProtocolException {
        int length = lengthWithoutPadding(text);
        byte[] bytes = new byte[Math.toIntExact((long) length * bits / 8)];
        int pool = 0;
        int pooled = 0;
        int at = 0;
        for (int i = 0; i < length; i++) {
            pool = (pool << bits | alphabet.digit(text, i)) & 0xffff;
            pooled += bits;
            if (pooled >= 8) {
                pooled -= 8;
                bytes[at++] = (byte) (pool >>> pooled);
            }
        }
        if (pooled >= bits || (pool & ((1 << pooled) - 1)) != 0) {
            throw new ProtocolException("the last character carries bits that belong to no byte");
        }
        return bytes;
    }

    private int lengthWithoutPadding(String text) throws ProtocolException {
        int length = text.length();
        while (group > 1 && length > 0 && text.charAt(length - 1) == '=') {
            length--;
        }
        if (text.length() % group != 0 || text.length() - length >= group) {
            throw new ProtocolException("the padding does not fill up the last group of " + group);
        }
        return length;
    }

    private int mask() {
        return (1 << bits) - 1;
    }
}
