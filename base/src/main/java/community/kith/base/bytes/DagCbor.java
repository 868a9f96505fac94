package community.kith.base.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;

/// IPLD values as bytes, one form for each value, so that equal values have equal hashes and signatures.
///
/// Reading accepts canonical bytes only: shortest heads, definite lengths, text keys sorted by length and then
/// bytes, none twice, 64-bit finite floats, no tag but 42 (a CID), nothing after the value. At most
/// [#MAX_DEPTH] lists and maps lie inside each other. Every length is checked against the bytes that are there
/// before anything is allocated. Source: the DAG-CBOR specification (strictness section), RFC 8949.
public final class DagCbor {
    public static final int MAX_DEPTH = 64;

    private DagCbor() {}

    /// The one canonical form of `value`.
    ///
    /// @throws IllegalArgumentException when the value is nested deeper than it could be read again
    public static byte[] encode(Ipld value) {
        CborWriter writer = new CborWriter();
        writer.value(value, 0);
        return writer.toByteArray();
    }

    /// The value that `bytes` are.
    ///
    /// @throws ProtocolException when the bytes are not exactly one value in canonical form
    public static Ipld decode(byte[] bytes) throws ProtocolException {
        CborReader reader = new CborReader(bytes);
        Ipld value = reader.value(0);
        reader.end();
        return value;
    }

    /// Reads one message: its length as a varint, then the value.
    ///
    /// @throws EOFException when the stream ends before the message does
    /// @throws ProtocolException when it is longer than `maxBytes` or not canonical
    public static Ipld read(InputStream in, int maxBytes) throws IOException {
        long length = Varint.read(in);
        if (length > maxBytes) {
            throw new ProtocolException("a message of %d bytes, more than %d".formatted(length, maxBytes));
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended after %d of a message's %d bytes".formatted(bytes.length, length));
        }
        return decode(bytes);
    }

    /// Writes one message as [#read] takes it, with a single write.
    public static void write(OutputStream out, Ipld value) throws IOException {
        out.write(Varint.prefixed(encode(value)));
    }
}
