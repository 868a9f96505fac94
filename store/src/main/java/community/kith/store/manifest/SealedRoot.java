package community.kith.store.manifest;

/// A [Root] as it is stored, and the link to it. The array is handed over, not copied.
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record SealedRoot(byte[] blob, Link link) {}
