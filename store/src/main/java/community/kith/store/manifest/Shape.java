package community.kith.store.manifest;

import community.kith.store.erasure.ReedSolomon;

/// How a segment is coded: as n shards of which any k suffice.
public record Shape(int k, int n) {
    public Shape {
        if (k < 1 || n < k || n > ReedSolomon.MAX_SHARDS) {
            throw new IllegalArgumentException("need 1 ≤ k ≤ n ≤ 255 but k = " + k + ", n = " + n);
        }
    }

    /// Bytes of one shard of a segment with so many plain bytes.
    public int shardBytes(int plainBytes, Coding coding) {
        return Math.toIntExact(Math.ceilDiv(coding.codedBytes(plainBytes), (long) k));
    }
}
