package community.kith.community.layer;

import java.util.OptionalLong;

/// How many bytes of a disk each layer may have.
///
/// @param reciprocalBytes empty for as much as was pledged to people
/// @param investedBytes empty for as much as the disk has
/// @param giftBytes 0 to keep nothing for people beyond my bonds
public record Budgets(OptionalLong reciprocalBytes, OptionalLong investedBytes, long giftBytes) {
    /// Nothing for strangers unless I say so, and fifty gigabytes for what I pin.
    public static final Budgets DEFAULT = new Budgets(OptionalLong.empty(), OptionalLong.of(50_000_000_000L), 0);

    /// So large a part of the gifts may be one person's: an eighth.
    private static final int GIFT_GUESTS = 8;

    public Budgets {
        if (reciprocalBytes.orElse(0) < 0 || investedBytes.orElse(0) < 0 || giftBytes < 0) {
            throw new IllegalArgumentException("a budget below nothing");
        }
    }

    /// What a layer may have; empty where nothing but the disk bounds it.
    public OptionalLong of(Layer layer) {
        return switch (layer) {
            case SOVEREIGN -> OptionalLong.empty();
            case RECIPROCAL -> reciprocalBytes;
            case INVESTED -> investedBytes;
            case GIFT -> OptionalLong.of(giftBytes);
        };
    }

    /// What one person beyond my bonds may have of the gifts.
    public long giftBytesEach() {
        return Math.ceilDiv(giftBytes, GIFT_GUESTS);
    }
}
