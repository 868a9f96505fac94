package community.kith.store.manifest;

import community.kith.store.erasure.ReedSolomon;
import community.kith.store.seal.Frame;

/// How content is cut and coded: segments of so many plain bytes, each as n shards of which any k suffice.
///
/// @param segmentBytes plain bytes in every segment but the last: whole frames of 64 KiB, at most 16 MiB
public record Shape(int k, int n, int segmentBytes) {
    public static final int MAX_SEGMENT_BYTES = 16 * 1024 * 1024;

    public Shape {
        if (k < 1 || n < k || n > ReedSolomon.MAX_SHARDS) {
            throw new IllegalArgumentException("need 1 ≤ k ≤ n ≤ 255 but k = " + k + ", n = " + n);
        }
        if (segmentBytes < Frame.PLAIN_BYTES
                || segmentBytes > MAX_SEGMENT_BYTES
                || segmentBytes % Frame.PLAIN_BYTES != 0) {
            throw new IllegalArgumentException("segments of " + segmentBytes + " bytes");
        }
    }

    /// Segments of 16 MiB.
    public static Shape of(int k, int n) {
        return new Shape(k, n, MAX_SEGMENT_BYTES);
    }

    /// Bytes of one shard of a segment with so many plain bytes.
    public int shardBytes(int plainBytes, Coding coding) {
        return Math.toIntExact(Math.ceilDiv(coding.codedBytes(plainBytes), (long) k));
    }

    /// Frames in a full segment.
    public int framesPerSegment() {
        return segmentBytes / Frame.PLAIN_BYTES;
    }
}
