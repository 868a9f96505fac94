package community.kith.node.api;

/// How much is known about the safety of a file, weakest first.
public enum Tier {
    /// Written here, and here only for certain.
    ACCEPTED,
    /// Enough holders in distinct failure domains have signed for their shards.
    DURABLE,
    /// Enough of those holders proved lately that they have them.
    VERIFIED;

    /// The word used in JSON and on screens.
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
