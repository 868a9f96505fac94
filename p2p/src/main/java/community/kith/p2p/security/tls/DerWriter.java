package community.kith.p2p.security.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Writes DER elements (ITU-T X.690), from the inside out.
final class DerWriter {
    private static final int UTF8_STRING = 0x0c;
    private static final int SET = 0x31;
    private static final int MAX_LENGTH = 0xffff;

    private DerWriter() {}

    static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            inside.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(out, inside.size());
        out.writeBytes(inside.toByteArray());
        return out.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("an element of " + length + " bytes");
        }
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >>> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
    }

    static byte[] sequence(byte[]... elements) {
        return element(DerReader.SEQUENCE, elements);
    }

    static byte[] set(byte[]... elements) {
        return element(SET, elements);
    }

    static byte[] integer(BigInteger value) {
        return element(DerReader.INTEGER, value.toByteArray());
    }

    static byte[] octets(byte[] value) {
        return element(DerReader.OCTET_STRING, value);
    }

    static byte[] bits(byte[] value) {
        return element(DerReader.BIT_STRING, new byte[] {0}, value);
    }

    static byte[] text(String value) {
        return element(UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(int tag, String value) {
        return element(tag, value.getBytes(StandardCharsets.US_ASCII));
    }

    /// An object identifier, whose encoded contents are given in hex.
    static byte[] objectId(String hex) {
        return element(DerReader.OBJECT_ID, HexFormat.of().parseHex(hex));
    }
}
