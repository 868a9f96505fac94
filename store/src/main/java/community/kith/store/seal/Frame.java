package community.kith.store.seal;

import java.nio.ByteBuffer;
import javax.crypto.spec.GCMParameterSpec;

/// The place of one frame: its number in its segment from 0, and whether the segment ends with it. A frame opens
/// only in the place that it was sealed for; every frame but the last is full.
public record Frame(long number, boolean last) {
    /// Plain bytes in a full frame.
    public static final int PLAIN_BYTES = 64 * 1024;
    /// What sealing adds to each frame.
    public static final int TAG_BYTES = 16;

    public static final int SEALED_BYTES = PLAIN_BYTES + TAG_BYTES;
    static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;

    public Frame {
        if (number < 0) {
            throw new IllegalArgumentException("frame number " + number);
        }
    }

    /// The size of so many plain bytes once sealed.
    public static long sealedBytes(long plainBytes) {
        return plainBytes + Math.ceilDiv(plainBytes, PLAIN_BYTES) * TAG_BYTES;
    }

    /// Zero (3) · number, big endian (8) · 1 if last else 0 (1).
    GCMParameterSpec parameters() {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putLong(3, number)
                .put(NONCE_BYTES - 1, (byte) (last ? 1 : 0))
                .array();
        return new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce);
    }

    @Override
    public String toString() {
        return "frame " + number + (last ? " (the last)" : "");
    }
}
