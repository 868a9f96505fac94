package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.time.Instant;
import java.util.List;

/// A denylist that this node publishes or follows.
///
/// @param whose what my book calls the publisher
/// @param sequence of its latest edition here
/// @param refreshed when somebody was last asked for a later one
/// @param blobs how many blobs all entries name
/// @param entries empty in lists of lists
public record DenylistInfo(
        Did publisher,
        String whose,
        String name,
        boolean mine,
        long sequence,
        Instant issued,
        Instant refreshed,
        int entryCount,
        int blobs,
        List<Entry> entries) {
    public DenylistInfo {
        entries = List.copyOf(entries);
    }

    /// @param cid what stands for the entry: the blob, or a link's manifest
    /// @param blobs how many it denies
    public record Entry(Cid cid, int blobs, String reason) {}
}
