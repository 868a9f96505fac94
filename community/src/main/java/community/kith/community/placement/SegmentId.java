package community.kith.community.placement;

import community.kith.base.name.Cid;
import java.util.Comparator;

/// Names shards that were coded together, whatever files they are part of.
///
/// @param stripe the CID of the stripe; for a manifest, which has copies like a segment with k = 1, its own
public record SegmentId(Cid stripe) implements Comparable<SegmentId> {
    private static final Comparator<SegmentId> ORDER = Comparator.comparing(SegmentId::stripe);

    @Override
    public int compareTo(SegmentId other) {
        return ORDER.compare(this, other);
    }
}
