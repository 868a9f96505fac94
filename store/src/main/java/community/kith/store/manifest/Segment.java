package community.kith.store.manifest;

import community.kith.base.name.Cid;
import java.util.List;

/// One stretch of a stream, and the names of its shards by row.
public record Segment(int plainBytes, int shardBytes, List<Cid> shards) {
    public Segment {
        shards = List.copyOf(shards);
        if (plainBytes < 1 || plainBytes > Shape.MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("a segment of " + plainBytes + " bytes");
        }
        for (Cid shard : shards) {
            if (!shard.equals(Cid.raw(shard.digest()))) {
                throw new IllegalArgumentException("a shard is a raw SHA-256 blob, not " + shard);
            }
        }
    }

    /// Whether this is what `shape` makes of so many bytes.
    void check(Shape shape, Coding coding) {
        if (shards.size() != shape.n()) {
            throw new IllegalArgumentException(
                    "a segment of %d shards instead of %d".formatted(shards.size(), shape.n()));
        }
        if (shardBytes != shape.shardBytes(plainBytes, coding)) {
            throw new IllegalArgumentException(
                    "shards of %d bytes for a segment of %d".formatted(shardBytes, plainBytes));
        }
    }

    /// Segments of a stream: full ones, and what is left in the last.
    static long checkAll(Iterable<Segment> segments, Shape shape, Coding coding) {
        long total = 0;
        for (Segment segment : segments) {
            segment.check(shape, coding);
            if (total % shape.segmentBytes() != 0 || segment.plainBytes > shape.segmentBytes()) {
                throw new IllegalArgumentException("a segment of another size than " + shape.segmentBytes() + " bytes");
            }
            total += segment.plainBytes;
        }
        return total;
    }
}
