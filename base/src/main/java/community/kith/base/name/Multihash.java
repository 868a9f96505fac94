package community.kith.base.name;

import community.kith.base.bytes.Varint;
import community.kith.base.crypto.Sha256;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// A hash that says which function made it: code, length, digest. Source: the multihash specification.
///
/// @param code the function's number in the multicodec table
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Multihash(long code, byte[] digest) {
    public static final long IDENTITY = 0x00;
    public static final long SHA2_256 = 0x12;

    public Multihash {
        if (code < 0 || (code == SHA2_256 && digest.length != Sha256.BYTES)) {
            throw new IllegalArgumentException("a digest of %d bytes for code %d".formatted(digest.length, code));
        }
        digest = digest.clone();
    }

    /// The SHA-256 of the parts one after another.
    public static Multihash sha256(byte[]... parts) {
        return new Multihash(SHA2_256, Sha256.of(parts));
    }

    /// Takes one multihash off the buffer.
    public static Multihash read(ByteBuffer in) throws ProtocolException {
        long code = Varint.read(in);
        long length = Varint.read(in);
        if (length > in.remaining()) {
            throw new ProtocolException("a digest of %d bytes where %d are left".formatted(length, in.remaining()));
        }
        if (code == SHA2_256 && length != Sha256.BYTES) {
            throw new ProtocolException("a SHA-256 digest of %d bytes".formatted(length));
        }
        byte[] digest = new byte[(int) length];
        in.get(digest);
        return new Multihash(code, digest);
    }

    @Override
    public byte[] digest() {
        return digest.clone();
    }

    public byte[] bytes() {
        byte[] bytes = new byte[Varint.sizeOf(code) + Varint.sizeOf(digest.length) + digest.length];
        int at = Varint.put(bytes, Varint.put(bytes, 0, code), digest.length);
        System.arraycopy(digest, 0, bytes, at, digest.length);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multihash hash && code == hash.code && Arrays.equals(digest, hash.digest);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(code) + Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return "Multihash[0x%x %s]".formatted(code, HexFormat.of().formatHex(digest));
    }
}
