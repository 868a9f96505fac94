package community.kith.community.placement;

import java.util.Locale;
import java.util.Optional;

/// How a segment is coded: any `k` of its `n` shards give it back. `k` = 1 means `n` copies.
public record Shape(int k, int n) {
    /// The fixed profiles `rs-4-7` and `rs-3-10`, for people who would rather choose themselves.
    public static final Shape RS_4_7 = new Shape(4, 7);

    public static final Shape RS_3_10 = new Shape(3, 10);

    /// A loss that nobody notices in time is followed by another: no shape of ours aims to survive fewer, if it can.
    static final int WANTED_LOSSES = 2;

    public Shape {
        if (k < 1 || k > n || n > 255) {
            throw new IllegalArgumentException("no code with k = " + k + ", n = " + n + ": 1 ≤ k ≤ n ≤ 255");
        }
    }

    /// The profile of that name; empty when there is none.
    public static Optional<Shape> profile(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "rs-4-7" -> Optional.of(RS_4_7);
            case "rs-3-10" -> Optional.of(RS_3_10);
            default -> Optional.empty();
        };
    }

    /// How many shards may be lost.
    public int spare() {
        return n - k;
    }

    /// How many bytes are kept in all for each byte of content.
    public double expansion() {
        return (double) n / k;
    }

    /// How many failure domains the shards must be able to lose before they are called durable: two, or what the
    /// shape has to spare when that is less.
    public int lossesForDurable() {
        return Math.min(WANTED_LOSSES, spare());
    }
}
