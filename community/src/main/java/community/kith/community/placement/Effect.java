package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.util.List;
import java.util.NavigableSet;

/// What a [RepairDecider] wants done.
public sealed interface Effect {
    /// Make these rows and bring each to its holder, then tell [Input.Placed] or [Input.Failed] for each.
    ///
    /// @param margin how many more losses the segment survives as it is now; −1 when it cannot be read from holders
    /// @param reason one plain sentence
    record Repair(SegmentId segment, List<Assignment> assignments, int margin, String reason) implements Effect {}

    /// Stop bringing these rows, if it is not done yet: whoever had them is back.
    record Cancel(SegmentId segment, NavigableSet<Integer> rows) implements Effect {}

    /// A holder was away so long, and all it had is safe elsewhere, that it is no longer counted as holding anything.
    record Forget(PeerId holder) implements Effect {}

    /// A holder that is leaving has nothing any more that is not safe elsewhere; it is no longer counted on.
    record MayGo(PeerId holder) implements Effect {}

    /// A row lies further from the others now, and this copy of it, too close to them, is needed no longer.
    record Surplus(SegmentId segment, int row, PeerId holder) implements Effect {}

    /// How many more holders a segment needs to be durable has changed, and nobody is there for it.
    ///
    /// @param missingHolders 0 when it is durable again
    record Lacking(SegmentId segment, int missingHolders) implements Effect {}
}
