package community.kith.p2p.protobuf;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Walks over the fields of one message; fields nobody asks for are skipped, as the format demands.
///
/// ```java
/// while (reader.next()) {
///     switch (reader.field()) {
///         case 1 -> key = reader.bytes(128);
///         default -> {}
///     }
/// }
/// ```
public final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;
    private static final int MAX_FIELD = (1 << 29) - 1;

    private final String message;
    private final ByteBuffer in;
    private int start;
    private int field;
    private int wireType;
    private int end;
    private long number;

    /// Reads `bytes`; errors name `message`.
    public ProtoReader(String message, byte[] bytes) {
        this.message = message;
        this.in = ByteBuffer.wrap(bytes);
    }

    /// Steps to the next field; false at the end.
    public boolean next() throws ProtocolException {
        in.position(end);
        start = end;
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        if (tag >>> 3 < 1 || tag >>> 3 > MAX_FIELD) {
            throw new ProtocolException(message + " has a field numbered " + Long.toUnsignedString(tag >>> 3));
        }
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        long length = 0;
        switch (wireType) {
            case VARINT -> number = varint();
            case FIXED64 -> length = Long.BYTES;
            case LENGTH_DELIMITED -> length = varint();
            case FIXED32 -> length = Integer.BYTES;
            default -> throw new ProtocolException(message + " has a field of wire type " + wireType);
        }
        if (length < 0 || length > in.remaining()) {
            throw new ProtocolException(message + " ends inside field " + field);
        }
        end = in.position() + (int) length;
        return true;
    }

    /// The number of the field at hand.
    public int field() {
        return field;
    }

    /// The field at hand as it was written, its number and kind included.
    public byte[] raw() {
        byte[] written = new byte[end - start];
        in.get(start, written);
        return written;
    }

    /// The field at hand as an unsigned number.
    public long number() throws ProtocolException {
        expect(VARINT);
        return number;
    }

    /// The field at hand as a number of eight fixed bytes.
    public long fixed64() throws ProtocolException {
        expect(FIXED64);
        return in.order(ByteOrder.LITTLE_ENDIAN).getLong(in.position());
    }

    /// The field at hand as a byte string no longer than `maxBytes`.
    public byte[] bytes(int maxBytes) throws ProtocolException {
        expect(LENGTH_DELIMITED);
        int length = end - in.position();
        if (length > maxBytes) {
            throw new ProtocolException(
                    "%s has %d bytes in field %d, more than %d".formatted(message, length, field, maxBytes));
        }
        byte[] value = new byte[length];
        in.get(in.position(), value);
        return value;
    }

    /// The field at hand as text of at most `maxBytes` in UTF-8.
    public String text(int maxBytes) throws ProtocolException {
        byte[] utf8 = bytes(maxBytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException(message + " has text that is no UTF-8 in field " + field);
        }
    }

    private void expect(int wanted) throws ProtocolException {
        if (wireType != wanted) {
            throw new ProtocolException(
                    "%s has wire type %d in field %d, not %d".formatted(message, wireType, field, wanted));
        }
    }

    private long varint() throws ProtocolException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!in.hasRemaining()) {
                throw new ProtocolException(message + " ends inside a number");
            }
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new ProtocolException(message + " has a number of over ten bytes");
    }
}
