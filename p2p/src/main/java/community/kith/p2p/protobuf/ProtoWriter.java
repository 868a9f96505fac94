package community.kith.p2p.protobuf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds one message, field by field, in the order called.
public final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// A field of wire type 0.
    public ProtoWriter number(int field, long value) {
        varint(((long) field << 3) | ProtoReader.VARINT);
        varint(value);
        return this;
    }

    /// A field of wire type 1.
    public ProtoWriter fixed64(int field, long value) {
        varint(((long) field << 3) | ProtoReader.FIXED64);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    /// A field of wire type 2.
    public ProtoWriter bytes(int field, byte[] value) {
        varint(((long) field << 3) | ProtoReader.LENGTH_DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /// A field of wire type 2, in UTF-8.
    public ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// The message so far.
    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
