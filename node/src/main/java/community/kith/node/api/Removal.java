package community.kith.node.api;

/// How a file is removed.
public enum Removal {
    /// It can be restored for a while. Refused when it would be a large part of all there is, so that nobody loses much
    /// by
    /// one mistake.
    CAREFUL,
    /// The same, however large a part it is.
    SURE,
    /// At once and for ever: its shards are taken back from their holders.
    FOR_GOOD
}
