package community.kith.bench.wire;

import java.time.Duration;

/// What happens to packets on the way.
///
/// @param delay in each direction
/// @param lost the share of packets that never arrive, 0 to 1
/// @param reordered the share of packets that are held back by another half of the delay, so that later ones pass them
public record Weather(Duration delay, double lost, double reordered) {
    /// Nothing arrives.
    public static final Weather CUT = new Weather(Duration.ZERO, 1, 0);
}
