package community.kith.community.layer;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.reach.Reach;
import java.time.Instant;

/// Something on this disk that may have to go: what one owner has claimed of one blob, or a file I pinned.
///
/// @param what the blob, or the file's manifest
/// @param bytes that would be free without it
/// @param since when it came
/// @param noticed whether it was chosen before and its owner given notice
public record Lodger(Layer layer, Did owner, Cid what, Reach reach, long bytes, Instant since, boolean noticed) {
    public Lodger {
        if (layer == Layer.SOVEREIGN) {
            throw new IllegalArgumentException("what is mine is never evicted");
        }
    }
}
