package community.kith.base.name;

import community.kith.base.bytes.Multibase;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What an address component carries: how many bytes, and how they are written.
enum AddressValue {
    NOTHING(0),
    IP4(4),
    IP6(16),
    PORT(2),
    MASK_BITS(1),
    /// A host name or network interface: visible ASCII without a slash.
    NAME(AddressValue.ANY_SIZE),
    PEER(AddressValue.ANY_SIZE),
    /// The multihash of a certificate.
    CERTIFICATE(AddressValue.ANY_SIZE),
    /// All that follows a code this program does not know, that code included.
    REST(AddressValue.ANY_SIZE);

    static final int ANY_SIZE = -1;

    private static final int MAX_NAME_BYTES = 253;

    private final int size;

    AddressValue(int size) {
        this.size = size;
    }

    /// The number of bytes, or [#ANY_SIZE] when a length stands before them.
    int size() {
        return size;
    }

    byte[] parse(String text) throws ProtocolException {
        byte[] value = switch (this) {
            case NOTHING -> new byte[0];
            case IP4 -> IpText.parse4(text);
            case IP6 -> IpText.parse6(text);
            case PORT -> bigEndian(Numbers.parse(text, 0xffff));
            case MASK_BITS -> new byte[] {(byte) Numbers.parse(text, 128)};
            case NAME -> text.getBytes(StandardCharsets.UTF_8);
            case PEER -> PeerId.parse(text).bytes();
            case CERTIFICATE, REST -> Multibase.decode(text);
        };
        check(value);
        return value;
    }

    String format(byte[] value) {
        return switch (this) {
            case NOTHING -> "";
            case IP4 -> IpText.format4(value);
            case IP6 -> IpText.format6(value);
            case PORT -> Integer.toString((value[0] & 0xff) << 8 | (value[1] & 0xff));
            case MASK_BITS -> Integer.toString(value[0] & 0xff);
            case NAME -> new String(value, StandardCharsets.US_ASCII);
            case PEER -> Multibase.base58btc(value);
            case CERTIFICATE, REST -> Multibase.encode(Multibase.Base.BASE64_URL, value);
        };
    }

    /// Refuses bytes of the right size that are no such value.
    void check(byte[] value) throws ProtocolException {
        switch (this) {
            case NOTHING, IP4, IP6, PORT, REST -> {}
            case MASK_BITS -> {
                if ((value[0] & 0xff) > 128) {
                    throw new ProtocolException("a mask of more than 128 bits");
                }
            }
            case NAME -> checkName(value);
            case PEER -> PeerId.fromBytes(value);
            case CERTIFICATE -> {
                ByteBuffer in = ByteBuffer.wrap(value);
                Multihash.read(in);
                if (in.hasRemaining()) {
                    throw new ProtocolException("bytes after the end of a certificate's hash");
                }
            }
        }
    }

    private static void checkName(byte[] value) throws ProtocolException {
        boolean visible = value.length > 0 && value.length <= MAX_NAME_BYTES;
        for (byte b : value) {
            visible &= b > ' ' && b < 127 && b != '/';
        }
        if (!visible) {
            throw new ProtocolException("not a name of 1 to %d visible ASCII characters".formatted(MAX_NAME_BYTES));
        }
    }

    private static byte[] bigEndian(int port) {
        return new byte[] {(byte) (port >> 8), (byte) port};
    }
}
