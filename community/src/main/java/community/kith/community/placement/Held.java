package community.kith.community.placement;

import community.kith.base.name.PeerId;

/// One shard of a segment at one holder.
///
/// @param row which shard, from 0 to n − 1; copies of the whole (k = 1) count as rows of their own
public record Held(int row, PeerId holder, Domain domain) {
    public Held {
        if (row < 0 || row > 254) {
            throw new IllegalArgumentException("no shard has row " + row);
        }
    }
}
