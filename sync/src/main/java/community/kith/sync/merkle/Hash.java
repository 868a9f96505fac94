package community.kith.sync.merkle;

import community.kith.base.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The SHA-256 hash of a leaf or of a node above two others. The two are made differently, so that nobody passes one
/// off as the
/// other. Source: RFC 6962, section 2.1.
public final class Hash {
    public static final int BYTES = Sha256.BYTES;

    /// Of the tree without leaves.
    public static final Hash EMPTY = new Hash(Sha256.of());

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalArgumentException when these are not 32 bytes
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /// Of 32 of these bytes.
    static Hash of(byte[] bytes, int offset) {
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /// What stands in a tree for this entry.
    public static Hash leaf(byte[] entry) {
        return new Hash(Sha256.of(LEAF, entry));
    }

    /// What stands above these two.
    static Hash above(Hash left, Hash right) {
        return new Hash(Sha256.of(NODE, left.bytes, right.bytes));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    void put(byte[] to, int offset) {
        System.arraycopy(bytes, 0, to, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// In base64, as checkpoints write it.
    @Override
    public String toString() {
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
    }
}
