package community.kith.community.placement;

import community.kith.base.name.PeerId;

/// Whether a device may hold a segment at all, by the reach of its file. Answers from memory.
@FunctionalInterface
public interface Eligible {
    boolean mayHold(SegmentId segment, PeerId holder);
}
