package community.kith.store.chunk;

import java.nio.ByteBuffer;

/// Finds the ends of chunks: FastCDC with a rolling gear hash (Xia et al., USENIX ATC 2016), whose table is drawn from
/// a
/// salt, so that the lengths of chunks tell nobody else what is in them. Immutable and thread safe.
///
/// Up to the average length a boundary takes four times as much luck, beyond it a quarter: lengths then lie closer to
/// the
/// average than chance alone would have them.
public final class Chunker {
    private static final int NORMALISATION_BITS = 2;

    private final Chunking sizes;
    private final long[] gear = new long[256];
    private final long strictMask;
    private final long looseMask;

    public Chunker(Chunking sizes, Salt salt) {
        this.sizes = sizes;
        for (int i = 0; i < gear.length; i++) {
            gear[i] = ByteBuffer.wrap(salt.derive("kith-gear-1", new byte[] {(byte) i}))
                    .getLong();
        }
        int bits = Integer.numberOfTrailingZeros(sizes.averageBytes());
        this.strictMask = -1L << (Long.SIZE - bits - NORMALISATION_BITS);
        this.looseMask = -1L << (Long.SIZE - bits + NORMALISATION_BITS);
    }

    public Chunking sizes() {
        return sizes;
    }

    /// The length of the chunk that begins at `offset`, of `length` bytes that are there; all of them when no chunk
    /// ends
    /// before. Give at least [Chunking#maxBytes], unless the content ends.
    public int next(byte[] bytes, int offset, int length) {
        int end = Math.min(length, sizes.maxBytes());
        if (end <= sizes.minBytes()) {
            return end;
        }
        int average = Math.min(end, sizes.averageBytes());
        long hash = 0;
        int at = sizes.minBytes();
        for (; at < average; at++) {
            hash = (hash << 1) + gear[bytes[offset + at] & 0xff];
            if ((hash & strictMask) == 0) {
                return at + 1;
            }
        }
        for (; at < end; at++) {
            hash = (hash << 1) + gear[bytes[offset + at] & 0xff];
            if ((hash & looseMask) == 0) {
                return at + 1;
            }
        }
        return end;
    }

    /// Whether a segment that is long enough ends with the chunk of this SHA-256: about one in sixteen does.
    public static boolean endsSegment(byte[] digest) {
        return (digest[0] & 0x0f) == 0;
    }
}
