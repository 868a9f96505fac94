package community.kith.store.blob;

/// A blob whose bytes are here and whose place is to be made.
sealed interface Arrival {
    Key key();

    /// One for a pack.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Small(Key key, byte[] bytes, int offset, int length) implements Arrival {}

    /// One in a temporary file that is on the disk already.
    record Big(Key key, Incoming incoming) implements Arrival {}
}
