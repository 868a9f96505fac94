package community.kith.store.care;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.blob.Challenge;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Questions about blobs whose answers somebody who had the bytes wrote down, for somebody who has not. What is asked
/// follows from a secret seed, the blob and a number; of the answer, its first 16 bytes are kept.
///
/// @param seed 32 bytes that the holders who are asked do not know
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Tokens(byte[] seed) {
    public static final int SEED_BYTES = 32;
    /// Of one answer.
    public static final int BYTES = 16;

    private static final int RANGE_BYTES = 4 * 1024;

    public Tokens {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed of " + seed.length + " bytes");
        }
        seed = seed.clone();
    }

    @Override
    public byte[] seed() {
        return seed.clone();
    }

    /// The question with that number about a blob.
    public Challenge challenge(Cid blob, int sizeBytes, int number) {
        byte[] lot = Sha256.of(
                seed,
                blob.bytes(),
                ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        int length = Math.min(RANGE_BYTES, sizeBytes);
        long where = ByteBuffer.wrap(lot, Challenge.MIN_NONCE_BYTES, Long.BYTES).getLong();
        int from = (int) Long.remainderUnsigned(where, sizeBytes - length + 1L);
        return new Challenge(from, length, Arrays.copyOf(lot, Challenge.MIN_NONCE_BYTES));
    }

    /// As much of an answer as is kept.
    public static byte[] of(byte[] answer) {
        return Arrays.copyOf(answer, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokens tokens && Arrays.equals(seed, tokens.seed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(seed);
    }
}
