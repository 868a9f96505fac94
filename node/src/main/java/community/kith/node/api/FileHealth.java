package community.kith.node.api;

import community.kith.base.name.Cid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who carries a file, and what it would survive.
///
/// @param supporters how many people other than me hold shards now
/// @param lossesSurvived any so many of the holders (me among them) may vanish at once: computed, n − k over distinct
///     failure domains at the weakest segment
/// @param missingHolders how many more holders it takes to be durable; 0 when it is
/// @param shards how many shards there should be in all, over all segments
/// @param missingShards how many of them nobody who answers is known to hold
/// @param sentence the same in one plain sentence
/// @param reasoning how k and n were chosen, with the arithmetic
public record FileHealth(
        Cid manifest,
        Tier tier,
        int k,
        int n,
        int segments,
        int supporters,
        int lossesSurvived,
        int missingHolders,
        int shards,
        int missingShards,
        String sentence,
        String reasoning,
        List<Holder> holders) {
    public FileHealth {
        holders = List.copyOf(holders);
    }

    /// A device that keeps a part of it.
    ///
    /// @param shards how many shards this holder signed for
    /// @param verified when it last proved to have some of them
    /// @param onTime the part of the time in which it was there, as measured; empty before it was looked for
    /// @param watchedSince when it was first looked for
    /// @param domain what fails together with it: its household, or its person
    public record Holder(
            String name,
            String peerId,
            boolean me,
            boolean online,
            int shards,
            Optional<Instant> lastSeen,
            Optional<Instant> verified,
            Optional<Double> onTime,
            Optional<Instant> watchedSince,
            String domain) {
        /// A holder of which nothing was measured.
        public Holder(
                String name,
                String peerId,
                boolean me,
                boolean online,
                int shards,
                Optional<Instant> lastSeen,
                Optional<Instant> verified) {
            this(name, peerId, me, online, shards, lastSeen, verified, Optional.empty(), Optional.empty(), name);
        }
    }
}
