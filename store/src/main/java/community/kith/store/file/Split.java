package community.kith.store.file;

import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.SealedRoot;
import java.util.List;

/// What remains of a put once its segments are with the sink: the manifest, the root blob to keep copies of, the link.
///
/// @param newBytes plain bytes that were not stored before
/// @param skipped what was left out and why, one line each: sockets, pipes, devices, files that vanished meanwhile
public record Split(Manifest manifest, SealedRoot root, long newBytes, List<String> skipped) {
    public Split {
        skipped = List.copyOf(skipped);
    }

    public Link link() {
        return root.link();
    }
}
