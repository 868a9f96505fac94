package community.kith.store.file;

import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.util.Optional;

/// Finds chunks that are stored already for the same audience.
@FunctionalInterface
public interface KnownChunks {
    /// Knows none.
    KnownChunks NONE = (digest, length) -> Optional.empty();

    /// Where a chunk lies. What is answered stays there until the put that asked has ended.
    ///
    /// @param digest the SHA-256 of its plain bytes
    Optional<Place> find(byte[] digest, int length) throws IOException;

    /// @param offset where it begins among the segment's plain bytes
    record Place(Segment segment, int offset) {}
}
