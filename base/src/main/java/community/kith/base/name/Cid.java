package community.kith.base.name;

import community.kith.base.bytes.Multibase;
import community.kith.base.bytes.Varint;
import community.kith.base.crypto.Sha256;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The name of content: what kind of bytes, and their hash. Whoever has the bytes can check the name.
///
/// Kith makes CIDv1; the older CIDv0 (`Qm…`) is read, kept as it is and written back. Equal when the bytes are;
/// ordered by the bytes. Source: the CID specification.
public final class Cid implements Comparable<Cid> {
    /// Plain bytes.
    public static final long RAW = 0x55;

    public static final long DAG_PB = 0x70;
    public static final long DAG_CBOR = 0x71;

    /// A PeerId.
    public static final long LIBP2P_KEY = 0x72;

    /// Far more than any hash takes; a text longer than this is refused before it is decoded.
    private static final int MAX_CHARS = 1024;

    private static final int V0_BYTES = 34;

    private final byte[] bytes;
    private final long codec;
    private final Multihash hash;

    private Cid(byte[] bytes, long codec, Multihash hash) {
        this.bytes = bytes;
        this.codec = codec;
        this.hash = hash;
    }

    public static Cid of(long codec, Multihash hash) {
        byte[] multihash = hash.bytes();
        byte[] bytes = new byte[1 + Varint.sizeOf(codec) + multihash.length];
        bytes[0] = 1;
        System.arraycopy(multihash, 0, bytes, Varint.put(bytes, 1, codec), multihash.length);
        return new Cid(bytes, codec, hash);
    }

    /// The name of plain bytes whose SHA-256 is already known.
    public static Cid raw(byte[] sha256Digest) {
        return of(RAW, new Multihash(Multihash.SHA2_256, sha256Digest));
    }

    public static Cid ofRaw(byte[] content) {
        return of(RAW, Multihash.sha256(content));
    }

    /// The name of an encoded DAG-CBOR value.
    public static Cid dagCbor(byte[] content) {
        return of(DAG_CBOR, Multihash.sha256(content));
    }

    /// Reads any multibase form of a CIDv1, or a CIDv0.
    public static Cid parse(String text) throws ProtocolException {
        if (text.length() > MAX_CHARS) {
            throw new ProtocolException("a CID of %d characters".formatted(text.length()));
        }
        boolean v0 = text.length() == 46 && text.startsWith("Qm");
        byte[] bytes = v0 ? Multibase.fromBase58btc(text) : Multibase.decode(text);
        Cid cid = fromBytes(bytes);
        if (cid.isV0() != v0) {
            throw new ProtocolException("a CIDv0 is written in base58 without a prefix");
        }
        return cid;
    }

    public static Cid fromBytes(byte[] bytes) throws ProtocolException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long codec = DAG_PB;
        if (bytes.length != V0_BYTES || bytes[0] != Multihash.SHA2_256 || bytes[1] != Sha256.BYTES) {
            long version = Varint.read(in);
            if (version != 1) {
                throw new ProtocolException("a CID of unknown version " + version);
            }
            codec = Varint.read(in);
        }
        Multihash hash = Multihash.read(in);
        if (in.hasRemaining()) {
            throw new ProtocolException("%d bytes after the end of a CID".formatted(in.remaining()));
        }
        return new Cid(bytes.clone(), codec, hash);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// The number in the multicodec table of what the content is, such as [#RAW].
    public long codec() {
        return codec;
    }

    public Multihash hash() {
        return hash;
    }

    /// The hash without its code and length: 32 bytes for SHA-256.
    public byte[] digest() {
        return hash.digest();
    }

    private boolean isV0() {
        return bytes[0] != 1;
    }

    @Override
    public int compareTo(Cid other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cid cid && Arrays.equals(bytes, cid.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Base32 in lower case (`b…`); a CIDv0 in base58.
    @Override
    public String toString() {
        return isV0() ? Multibase.base58btc(bytes) : "b" + Multibase.base32(bytes);
    }
}
