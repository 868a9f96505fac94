package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/// A question that only who has the bytes of a blob can answer: the SHA-256 over the nonce, the blob's name, and a
/// range
/// of its bytes. Nobody learns the bytes from the answer, and none can be kept from an earlier question, as the nonce
/// is
/// new each time. Format: `docs/spec/shard-exchange.md`.
///
/// @param from the first byte of the range
/// @param lengthBytes how many bytes it has; where the blob ends earlier, as far as it goes
/// @param nonce random bytes of the asker
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Challenge(int from, int lengthBytes, byte[] nonce) {
    public static final int MAX_BYTES = 64 * 1024;
    public static final int MIN_NONCE_BYTES = 16;
    public static final int MAX_NONCE_BYTES = 32;

    private static final int CHUNK_BYTES = 8 * 1024;

    public Challenge {
        if (from < 0 || lengthBytes < 1 || lengthBytes > MAX_BYTES) {
            throw new IllegalArgumentException("a proof over " + lengthBytes + " bytes from " + from);
        }
        if (nonce.length < MIN_NONCE_BYTES || nonce.length > MAX_NONCE_BYTES) {
            throw new IllegalArgumentException("a nonce of " + nonce.length + " bytes");
        }
        nonce = nonce.clone();
    }

    @Override
    public byte[] nonce() {
        return nonce.clone();
    }

    /// What who has the range answers.
    ///
    /// @param bytes which hold the range from `offset` on, `length` bytes of it
    public byte[] answer(Cid blob, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        MessageDigest digest = begin(blob);
        digest.update(bytes, offset, length);
        return digest.digest();
    }

    /// The same, from the range's bytes as they are read; no more of them than the challenge asks for.
    public byte[] answer(Cid blob, InputStream range) throws IOException {
        MessageDigest digest = begin(blob);
        byte[] chunk = new byte[Math.min(CHUNK_BYTES, lengthBytes)];
        for (int left = lengthBytes; left > 0; ) {
            int n = range.read(chunk, 0, Math.min(chunk.length, left));
            if (n < 0) {
                break;
            }
            digest.update(chunk, 0, n);
            left -= n;
        }
        return digest.digest();
    }

    private MessageDigest begin(Cid blob) {
        MessageDigest digest = Sha256.fresh();
        digest.update(nonce);
        digest.update(blob.bytes());
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Challenge challenge
                && from == challenge.from
                && lengthBytes == challenge.lengthBytes
                && Arrays.equals(nonce, challenge.nonce);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nonce);
    }
}
