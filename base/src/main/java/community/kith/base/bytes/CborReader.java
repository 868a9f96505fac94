package community.kith.base.bytes;

import community.kith.base.name.Cid;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Takes values off bytes, refusing every form but DAG-CBOR's one.
final class CborReader {
    /// How many items are made room for at once. A list may say that all that is left are its items, and so may the
    /// list inside it, so more room is made only as items come.
    private static final int MAX_RESERVED = 64;

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);
    private static final Ipld NULL = new Ipld.Null();
    private static final Ipld TRUE = new Ipld.Bool(true);
    private static final Ipld FALSE = new Ipld.Bool(false);
    private static final Ipld NO_ITEMS = new Ipld.Items(List.of());

    private final ByteBuffer in;

    CborReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    Ipld value(int depth) throws ProtocolException {
        int first = next();
        int info = first & 0x1f;
        return switch (first >>> 5) {
            case Cbor.UNSIGNED -> new Ipld.Int(unsigned(argument(info)));
            case Cbor.NEGATIVE -> new Ipld.Int(unsigned(argument(info)).not());
            case Cbor.BYTES -> new Ipld.Bin(bytes(info));
            case Cbor.TEXT -> new Ipld.Text(text(info));
            case Cbor.LIST -> items(info, depth);
            case Cbor.MAP -> fields(info, depth);
            case Cbor.TAG -> link(info);
            default -> simple(info);
        };
    }

    void end() throws ProtocolException {
        if (in.hasRemaining()) {
            throw new ProtocolException(in.remaining() + " bytes after the end of the value");
        }
    }

    private Ipld items(int info, int depth) throws ProtocolException {
        int count = count(info, 1);
        int inner = inside(depth);
        if (count == 0) {
            return NO_ITEMS;
        }
        List<Ipld> items = new ArrayList<>(Math.min(count, MAX_RESERVED));
        for (int i = 0; i < count; i++) {
            items.add(value(inner));
        }
        return new Ipld.Items(items);
    }

    private Ipld fields(int info, int depth) throws ProtocolException {
        int count = count(info, 2);
        int inner = inside(depth);
        SequencedMap<String, Ipld> fields = LinkedHashMap.newLinkedHashMap(Math.min(count, MAX_RESERVED));
        String previous = null;
        for (int i = 0; i < count; i++) {
            String name = name();
            if (previous != null && Utf8.SHORTER_FIRST.compare(previous, name) >= 0) {
                throw new ProtocolException("map keys out of order or twice");
            }
            fields.put(name, value(inner));
            previous = name;
        }
        return new Ipld.Fields(fields);
    }

    private String name() throws ProtocolException {
        int first = next();
        if (first >>> 5 != Cbor.TEXT) {
            throw new ProtocolException("a map key that is not text");
        }
        return text(first & 0x1f);
    }

    private Ipld link(int info) throws ProtocolException {
        if (argument(info) != Cbor.TAG_CID) {
            throw new ProtocolException("a tag other than 42");
        }
        int first = next();
        if (first >>> 5 != Cbor.BYTES) {
            throw new ProtocolException("tag 42 on something other than bytes");
        }
        ByteBuffer content = slice(first & 0x1f);
        if (!content.hasRemaining() || content.get() != 0) {
            throw new ProtocolException("a CID without its leading zero byte");
        }
        return new Ipld.Link(Cid.fromBytes(copy(content)));
    }

    private Ipld simple(int info) throws ProtocolException {
        return switch (info) {
            case Cbor.FALSE -> FALSE;
            case Cbor.TRUE -> TRUE;
            case Cbor.NULL -> NULL;
            case Cbor.DOUBLE -> float64();
            default -> throw new ProtocolException("a simple value or float that DAG-CBOR does not have: " + info);
        };
    }

    private Ipld float64() throws ProtocolException {
        double value = Double.longBitsToDouble(bigEndian(Double.BYTES));
        if (!Double.isFinite(value)) {
            throw new ProtocolException("a float that is not finite");
        }
        return new Ipld.Float64(value);
    }

    private byte[] bytes(int info) throws ProtocolException {
        return copy(slice(info));
    }

    private String text(int info) throws ProtocolException {
        return Utf8.decode(slice(info));
    }

    private ByteBuffer slice(int info) throws ProtocolException {
        int length = count(info, 1);
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    /// A number of things of at least `bytesEach`, which therefore cannot exceed what is left.
    private int count(int info, int bytesEach) throws ProtocolException {
        long count = argument(info);
        if (count < 0 || count > in.remaining() / bytesEach) {
            throw new ProtocolException(
                    "a length of %s where %d bytes are left".formatted(Long.toUnsignedString(count), in.remaining()));
        }
        return (int) count;
    }

    /// The unsigned number of a head, in its shortest form.
    private long argument(int info) throws ProtocolException {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw new ProtocolException("an indefinite length or reserved head");
        }
        int bytes = 1 << (info - 24);
        long argument = bigEndian(bytes);
        boolean fitsInLess = bytes == 1 ? argument < 24 : argument >>> (4 * bytes) == 0;
        if (fitsInLess) {
            throw new ProtocolException("a number longer than it needs to be");
        }
        return argument;
    }

    private long bigEndian(int bytes) throws ProtocolException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    private int next() throws ProtocolException {
        if (!in.hasRemaining()) {
            throw new ProtocolException("the value is cut off");
        }
        return in.get() & 0xff;
    }

    private static int inside(int depth) throws ProtocolException {
        if (depth == DagCbor.MAX_DEPTH) {
            throw new ProtocolException("nested deeper than " + DagCbor.MAX_DEPTH);
        }
        return depth + 1;
    }

    private static byte[] copy(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    private static BigInteger unsigned(long value) {
        BigInteger signed = BigInteger.valueOf(value);
        return value < 0 ? signed.add(TWO_TO_64) : signed;
    }
}
