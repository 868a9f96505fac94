package community.kith.store.manifest;

/// A stretch of a stream: so many plain bytes of a segment, from `offset` there.
///
/// @param segment its position among the manifest's segments
public record Extent(int segment, int offset, int length) {
    public Extent {
        if (segment < 0 || offset < 0 || length < 1) {
            throw new IllegalArgumentException("%d bytes from %d of segment %d".formatted(length, offset, segment));
        }
    }

    public int end() {
        return Math.addExact(offset, length);
    }
}
