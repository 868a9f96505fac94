package community.kith.node.exchange;

/// What came of asking a holder for bytes.
public sealed interface Fetched {
    /// The bytes are in the caller's array.
    ///
    /// @param blobBytes the size of the whole blob, as the holder says; proven when all of it was fetched
    /// @param lengthBytes how many bytes were written to the array: all that were asked for, or as far as the blob goes
    record Found(int blobBytes, int lengthBytes) implements Fetched {}

    /// The holder does not have it.
    record Missing() implements Fetched {}

    record Refused(Refusal refusal) implements Fetched {}
}
