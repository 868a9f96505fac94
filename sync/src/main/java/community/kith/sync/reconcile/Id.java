package community.kith.sync.reconcile;

import community.kith.base.crypto.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/// 32 bytes that name something in one conversation, or a bound between such names.
public final class Id implements Comparable<Id> {
    static final int BYTES = Sha256.BYTES;
    static final Id LOWEST = new Id(new byte[BYTES]);

    private final byte[] bytes;

    private Id(byte[] bytes) {
        this.bytes = bytes;
    }

    static Id of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an id has 32 bytes, not " + bytes.length);
        }
        return new Id(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    BigInteger number() {
        return new BigInteger(1, bytes);
    }

    @Override
    public int compareTo(Id other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, 4) + "…";
    }

    /// The first 16 bytes of a hash.
    public static final class Half {
        private final byte[] bytes;

        Half(byte[] bytes) {
            if (bytes.length != IdSet.FINGERPRINT_BYTES) {
                throw new IllegalArgumentException("a fingerprint has 16 bytes, not " + bytes.length);
            }
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Half hash && Arrays.equals(bytes, hash.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
