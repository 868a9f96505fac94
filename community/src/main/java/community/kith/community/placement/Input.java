package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Duration;

/// What a [RepairDecider] is told.
public sealed interface Input {
    /// A device that can hold shards, or news of its room, household and presence.
    ///
    /// @param absence what [RepairDecider#absences] said of it before a restart; zero when it is new. Ignored for a
    ///     device that is known already
    record Known(Candidate candidate, Duration absence) implements Input {}

    /// A device can be reached again.
    record Seen(PeerId holder) implements Input {}

    /// A device can no longer be reached.
    record Lost(PeerId holder) implements Input {}

    /// A segment to look after from now on. Tell where its rows are right after it, with [Placed], before the next
    /// [Tick]: rows that nobody has are made then.
    ///
    /// @param seed the one it was placed with
    record Tracked(SegmentId segment, Shape shape, long shardBytes, long seed, Source source) implements Input {}

    /// A holder signed for a row: it was put there before, or a repair is done.
    record Placed(SegmentId segment, int row, PeerId holder) implements Input {}

    /// A holder does not have a row that it signed for, or has it damaged. No grace: this is known.
    record ShardMissing(SegmentId segment, int row, PeerId holder) implements Input {}

    /// A row could not be brought to the target it was meant for.
    record Failed(SegmentId segment, int row, PeerId target) implements Input {}

    /// Nobody need look after this segment any more.
    record Released(SegmentId segment) implements Input {}

    /// A holder is going to leave, and is still here: what it has is to be given to others, from it, before it goes. It
    /// gets nothing more.
    record Leaving(PeerId holder) implements Input {}

    /// A holder that was going to leave stays.
    record Staying(PeerId holder) implements Input {}

    /// Time has passed. Repairs are only begun at ticks: send them evenly, more often than [RepairPolicy#longestGap].
    record Tick() implements Input {}

    /// Where lost rows can be made from.
    enum Source {
        /// From k rows at holders that are online.
        HOLDERS,
        /// From the whole content, which is here.
        HERE
    }
}
