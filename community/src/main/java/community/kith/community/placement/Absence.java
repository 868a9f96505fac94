package community.kith.community.placement;

import java.time.Duration;
import java.time.Instant;

/// How long somebody has been away, with a memory: time away adds, time here takes off as much. Who is here half the
/// day never gets far; who only looks in for a minute a day does not start from nothing each time.
final class Absence {
    private final Duration cap;
    private boolean away;
    private Instant since;
    private Duration until;

    /// @param until the absence up to `now`
    /// @param cap it never counts as more
    Absence(boolean away, Instant now, Duration until, Duration cap) {
        this.away = away;
        this.since = now;
        this.cap = cap;
        this.until = until;
    }

    Duration at(Instant now) {
        Duration passed = Duration.between(since, now);
        Duration sum = away ? until.plus(passed) : until.minus(passed);
        return sum.isNegative() ? Duration.ZERO : sum.compareTo(cap) > 0 ? cap : sum;
    }

    boolean isAway() {
        return away;
    }

    /// How long the present spell away has lasted; zero when here.
    Duration spell(Instant now) {
        return away ? Duration.between(since, now) : Duration.ZERO;
    }

    /// Notes where somebody is now, and tells whether that is a change.
    boolean become(boolean nowAway, Instant now) {
        if (away == nowAway) {
            return false;
        }
        until = at(now);
        since = now;
        away = nowAway;
        return true;
    }
}
