package community.kith.base.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// An unsigned number in as few bytes as it needs, seven bits a byte, lowest first.
///
/// At most nine bytes (63 bits), and never a longer form than necessary: anything else is refused.
/// Source: the multiformats unsigned-varint specification.
public final class Varint {
    private static final int MAX_BYTES = 9;

    private Varint() {}

    /// The number of bytes [#encode(long)] gives for `value`.
    public static int sizeOf(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("not an unsigned 63-bit number: " + value);
        }
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    public static byte[] encode(long value) {
        byte[] bytes = new byte[sizeOf(value)];
        put(bytes, 0, value);
        return bytes;
    }

    /// Writes `value` into `to` from `at` on and returns the offset after it.
    public static int put(byte[] to, int at, long value) {
        int end = at + sizeOf(value);
        long rest = value;
        for (int i = at; i < end - 1; i++) {
            to[i] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[end - 1] = (byte) rest;
        return end;
    }

    public static void write(OutputStream out, long value) throws IOException {
        out.write(encode(value));
    }

    /// Reads one number, byte by byte, and nothing after it.
    ///
    /// @throws EOFException when the stream ends before or inside the number
    /// @throws ProtocolException when it is longer than nine bytes or than it needs to be
    public static long read(InputStream in) throws IOException {
        long value = 0;
        for (int i = 0; ; i++) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException(
                        i == 0 ? "the stream ended before a varint" : "the stream ended inside a varint");
            }
            value |= (long) (b & 0x7f) << (7 * i);
            if (isLast(b, i)) {
                return value;
            }
        }
    }

    /// Reads one number and leaves the buffer's position after it.
    ///
    /// @throws ProtocolException when it is cut off, longer than nine bytes or than it needs to be
    public static long read(ByteBuffer in) throws ProtocolException {
        long value = 0;
        for (int i = 0; ; i++) {
            if (!in.hasRemaining()) {
                throw new ProtocolException("varint cut off after " + i + " bytes");
            }
            int b = in.get() & 0xff;
            value |= (long) (b & 0x7f) << (7 * i);
            if (isLast(b, i)) {
                return value;
            }
        }
    }

    private static boolean isLast(int b, int index) throws ProtocolException {
        if ((b & 0x80) == 0) {
            if (b == 0 && index > 0) {
                throw new ProtocolException("varint longer than it needs to be");
            }
            return true;
        }
        if (index == MAX_BYTES - 1) {
            throw new ProtocolException("varint longer than " + MAX_BYTES + " bytes");
        }
        return false;
    }

    /// The length of `body`, then `body`, in one array so that it leaves in one write.
    static byte[] prefixed(byte[] body) {
        byte[] whole = new byte[sizeOf(body.length) + body.length];
        System.arraycopy(body, 0, whole, put(whole, 0, body.length), body.length);
        return whole;
    }
}
