package community.kith.community.placement;

import java.time.Duration;
import java.time.Instant;

/// A clock that stands still while we sleep: a laptop that wakes after a night must not believe that everybody else
/// was gone for a night.
final class WatchedTime {
    private final Duration longestGap;
    private Instant lastSeen = Instant.EPOCH;
    private Instant watched = Instant.EPOCH;

    WatchedTime(Duration longestGap) {
        this.longestGap = longestGap;
    }

    /// The watched time at `now`. A clock that was set back adds nothing.
    Instant at(Instant now) {
        Duration gap = Duration.between(lastSeen, now);
        lastSeen = now;
        if (gap.isPositive()) {
            watched = watched.plus(gap.compareTo(longestGap) > 0 ? longestGap : gap);
        }
        return watched;
    }
}
