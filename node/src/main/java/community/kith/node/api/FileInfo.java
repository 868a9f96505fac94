package community.kith.node.api;

import community.kith.base.name.Cid;
import java.time.Instant;
import java.util.Optional;

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
/// @param source where it was put from, by which its versions are known; empty for streams and what others put
/// @param newBytes how many of its bytes no file before it had: the rest was stored already
/// @param released whether its bytes were let go here, so that only others hold it
/// @param removed when it was removed: it can be restored until it is gone for good
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
        boolean mine,
        String source,
        long newBytes,
        boolean released,
        Optional<Instant> removed) {
    public enum Kind {
        FILE,
        FOLDER
    }
}
