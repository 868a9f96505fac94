package community.kith.store.chunk;

/// How large chunks and the segments made of them are.
///
/// @param minBytes no chunk is shorter, unless the content ends there
/// @param averageBytes a power of two: where chunks of random bytes tend to end
/// @param maxBytes no chunk is longer
/// @param segmentBytes no segment is longer; it ends at a chunk that the bytes choose once it is half as long
public record Chunking(int minBytes, int averageBytes, int maxBytes, int segmentBytes) {
    /// What every device of a passport uses: others would find nothing again.
    public static final Chunking DEFAULT = new Chunking(64 * 1024, 256 * 1024, 1024 * 1024, 16 * 1024 * 1024);

    public Chunking {
        if (minBytes < 64
                || averageBytes < 2 * minBytes
                || Integer.bitCount(averageBytes) != 1
                || maxBytes < 2 * averageBytes
                || segmentBytes < 2 * maxBytes) {
            throw new IllegalArgumentException("chunks of %d to %d, about %d bytes, in segments of %d"
                    .formatted(minBytes, maxBytes, averageBytes, segmentBytes));
        }
    }
}
