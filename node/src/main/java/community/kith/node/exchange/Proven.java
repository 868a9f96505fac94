package community.kith.node.exchange;

import java.util.Arrays;

/// What came of asking a holder for proof that it has a blob.
public sealed interface Proven {
    /// What the holder says the hash is; whether that is right, only who knows the bytes can tell.
    ///
    /// @param blobBytes the size of the whole blob, as the holder says
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Shown(int blobBytes, byte[] hash) implements Proven {
        /// Whether it is what was expected: the hash, or as many first bytes of it as are known.
        public boolean is(int sizeBytes, byte[] expected) {
            return blobBytes == sizeBytes
                    && expected.length > 0
                    && expected.length <= hash.length
                    && Arrays.equals(expected, 0, expected.length, hash, 0, expected.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shown shown && blobBytes == shown.blobBytes && Arrays.equals(hash, shown.hash);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hash);
        }
    }

    /// The holder does not have it.
    record Missing() implements Proven {}

    record Refused(Refusal refusal) implements Proven {}
}
