package community.kith.community.placement;

import community.kith.base.name.Cid;
import java.util.Comparator;

/// Which segment of which file.
///
/// @param file the CID of the file's manifest
/// @param index from 0; −1 is the manifest itself, which has copies like a segment with k = 1
public record SegmentId(Cid file, int index) implements Comparable<SegmentId> {
    private static final int MANIFEST = -1;
    private static final Comparator<SegmentId> ORDER =
            Comparator.comparing(SegmentId::file).thenComparingInt(SegmentId::index);

    public SegmentId {
        if (index < MANIFEST) {
            throw new IllegalArgumentException("no segment has index " + index);
        }
    }

    public static SegmentId manifestOf(Cid file) {
        return new SegmentId(file, MANIFEST);
    }

    @Override
    public int compareTo(SegmentId other) {
        return ORDER.compare(this, other);
    }
}
