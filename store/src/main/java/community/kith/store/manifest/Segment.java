package community.kith.store.manifest;

import community.kith.store.seal.ContentKey;
import java.util.Optional;

/// Up to 16 MiB of content, how it is sealed, and the shards that it became.
///
/// @param key opens its frames; empty when they are plain
public record Segment(int plainBytes, Optional<ContentKey> key, Stripe stripe) {
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    public Segment {
        if (plainBytes < 1 || plainBytes > MAX_BYTES) {
            throw new IllegalArgumentException("a segment of " + plainBytes + " bytes");
        }
        if (stripe.shardBytes() != new Shape(stripe.k(), stripe.n()).shardBytes(plainBytes, coding(key))) {
            throw new IllegalArgumentException(
                    "shards of %d bytes for a segment of %d".formatted(stripe.shardBytes(), plainBytes));
        }
    }

    public Coding coding() {
        return coding(key);
    }

    private static Coding coding(Optional<ContentKey> key) {
        return key.isPresent() ? Coding.SEALED : Coding.PLAIN;
    }
}
