package community.kith.node.api;

import community.kith.base.name.Cid;
import java.time.Instant;

/// One line of my files.
///
/// @param manifest names the file in the API
/// @param link the capability that opens it: whoever has it and is within reach can read
/// @param entries how many files are in it; 1 for a single file
/// @param k how many shards of a segment suffice to read it
/// @param n how many shards of a segment there are
/// @param receipts how many signed receipts of holders are here
/// @param lossesSurvived any so many holders may vanish at once and every byte is still there
/// @param mine whether I put it; otherwise I keep it for somebody
public record FileInfo(
        Cid manifest,
        String link,
        String name,
        Kind kind,
        long sizeBytes,
        long entries,
        Instant created,
        String reach,
        Tier tier,
        int k,
        int n,
        int receipts,
        int lossesSurvived,
        boolean mine) {
    public enum Kind {
        FILE,
        FOLDER
    }
}
