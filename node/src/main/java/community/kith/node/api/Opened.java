package community.kith.node.api;

import community.kith.base.name.Cid;
import java.time.Instant;
import java.util.List;

/// What a link names.
///
/// @param owner the DID of who put it
/// @param entries what is in a folder, in path order; empty for a single file
public record Opened(
        Cid manifest,
        String name,
        FileInfo.Kind kind,
        long sizeBytes,
        Instant created,
        String owner,
        String reach,
        List<Entry> entries) {
    public Opened {
        entries = List.copyOf(entries);
    }

    public record Entry(String path, String kind, long sizeBytes) {}
}
