package community.kith.community.identity;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Signed;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import java.util.Arrays;
import java.util.HexFormat;

/// An Ed25519 signature over the DAG-CBOR of a statement, bound to what kind of statement it is.
///
/// What is signed is `kith:` + domain + a zero byte + DAG-CBOR, so that no signature made for one purpose says anything
/// in another.
public final class Signature {
    public static final int BYTES = 64;
    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Wraps the bytes of a signature, whoever made it.
    ///
    /// @throws IllegalArgumentException when these are not 64 bytes
    public static Signature of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a signature has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Signature(bytes.clone());
    }

    public static Signature sign(SigningKey key, String domain, Ipld statement) {
        return of(key.sign(Signed.message(domain, DagCbor.encode(statement))));
    }

    /// Whether the owner of that key signed exactly this.
    public boolean isBy(VerifyingKey key, String domain, Ipld statement) {
        return key.verify(Signed.message(domain, DagCbor.encode(statement)), bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Signature[" + HexFormat.of().formatHex(bytes, 0, 4) + "…]";
    }
}
