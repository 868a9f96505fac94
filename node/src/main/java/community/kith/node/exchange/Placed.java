package community.kith.node.exchange;

/// What came of asking a holder to keep a blob.
public sealed interface Placed {
    /// It is on the holder's disk.
    ///
    /// @param receipt verified: it is by this holder, about this blob, for me
    record Stored(Receipt receipt) implements Placed {}

    record Refused(Refusal refusal) implements Placed {}
}
