package community.kith.community.recovery;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Did;
import community.kith.community.identity.Keys;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One guardian's part of a passport's seed, with 32 random bytes that blind its commitment.
public final class Share {
    public static final int BYTES = 65;
    /// What [#answer] and [#commitment] have.
    public static final int DIGEST_BYTES = Sha256.BYTES;

    public static final int NONCE_BYTES = 32;

    private static final int PART_BYTES = 32;

    private final byte[] bytes;

    private Share(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param number of the part, from 1
    static Share of(int number, byte[] part, byte[] blind) {
        return new Share(ByteBuffer.allocate(BYTES)
                .put((byte) number)
                .put(part)
                .put(blind)
                .array());
    }

    public static Share parse(byte[] bytes) throws ProtocolException {
        if (bytes.length != BYTES) {
            throw new ProtocolException("a share of " + bytes.length + " bytes, not " + BYTES);
        }
        return new Share(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    int number() {
        return bytes[0];
    }

    byte[] part() {
        return Arrays.copyOfRange(bytes, 1, 1 + PART_BYTES);
    }

    /// What the policy says of this share: it tells a true one from a false one, and nothing else.
    byte[] commitment(Did whose, long counter) {
        return Sha256.of(
                label("kith:share/1"),
                Keys.of(whose),
                ByteBuffer.allocate(Long.BYTES).putLong(counter).array(),
                bytes);
    }

    /// Proves that whoever answers has every byte of the share now. The nonce comes first, so that nothing can be kept
    /// in its place; and the hash says nothing of the share, 64 bytes of which are random.
    public byte[] answer(RecoveryPolicy policy, byte[] nonce) {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("a nonce of " + nonce.length + " bytes");
        }
        return Sha256.of(label("kith:drill/1"), nonce, policy.id().digest(), bytes);
    }

    private static byte[] label(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Share share && Arrays.equals(bytes, share.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "share " + number();
    }
}
