package community.kith.base.bytes;

import community.kith.base.name.Cid;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Appends values in DAG-CBOR's one form.
final class CborWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] toByteArray() {
        return out.toByteArray();
    }

    void value(Ipld value, int depth) {
        switch (value) {
            case Ipld.Null nothing -> simple(Cbor.NULL);
            case Ipld.Bool flag -> simple(flag.value() ? Cbor.TRUE : Cbor.FALSE);
            case Ipld.Int number -> integer(number.value());
            case Ipld.Float64 number -> {
                simple(Cbor.DOUBLE);
                bigEndian(Double.doubleToRawLongBits(number.value()), Double.BYTES);
            }
            case Ipld.Text text -> text(text.value());
            case Ipld.Bin bin -> {
                head(Cbor.BYTES, bin.bytes().length);
                out.writeBytes(bin.bytes());
            }
            case Ipld.Link link -> link(link.cid());
            case Ipld.Items items -> items(items, inside(depth));
            case Ipld.Fields fields -> fields(fields, inside(depth));
        }
    }

    private void integer(BigInteger number) {
        if (number.signum() < 0) {
            head(Cbor.NEGATIVE, number.not().longValue());
        } else {
            head(Cbor.UNSIGNED, number.longValue());
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(Cbor.TEXT, bytes.length);
        out.writeBytes(bytes);
    }

    private void link(Cid cid) {
        byte[] bytes = cid.bytes();
        head(Cbor.TAG, Cbor.TAG_CID);
        head(Cbor.BYTES, 1 + bytes.length);
        out.write(0);
        out.writeBytes(bytes);
    }

    private void items(Ipld.Items items, int depth) {
        head(Cbor.LIST, items.values().size());
        items.values().forEach(item -> value(item, depth));
    }

    private void fields(Ipld.Fields fields, int depth) {
        head(Cbor.MAP, fields.values().size());
        fields.values().forEach((name, field) -> {
            text(name);
            value(field, depth);
        });
    }

    private static int inside(int depth) {
        if (depth == DagCbor.MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + DagCbor.MAX_DEPTH);
        }
        return depth + 1;
    }

    private void simple(int number) {
        out.write(Cbor.SIMPLE << 5 | number);
    }

    /// `argument` is unsigned.
    private void head(int major, long argument) {
        if (argument >= 0 && argument < 24) {
            out.write(major << 5 | (int) argument);
            return;
        }
        int log = 0;
        while (log < 3 && argument >>> (8 << log) != 0) {
            log++;
        }
        out.write(major << 5 | 24 + log);
        bigEndian(argument, 1 << log);
    }

    private void bigEndian(long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }
}
