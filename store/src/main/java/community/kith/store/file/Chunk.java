package community.kith.store.file;

/// A chunk where it came to lie: so many plain bytes of a segment.
///
/// @param digest the SHA-256 of its plain bytes
@SuppressWarnings("ArrayRecordComponent") // written down, never compared
public record Chunk(byte[] digest, int offset, int length) {}
