package community.kith.community.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times inside signed statements: whole seconds, and as exact as home computers' clocks are.
public final class Moments {
    /// The last second of the year 9999.
    public static final long MAX_SECONDS = 253_402_300_799L;
    /// How far a clock may be ahead of ours before we disbelieve it.
    public static final Duration TOLERANCE = Duration.ofMinutes(10);

    private Moments() {}

    /// The time without its fraction of a second.
    ///
    /// @throws IllegalArgumentException outside the years 1970 to 9999
    public static Instant seconds(Instant time) {
        if (time.getEpochSecond() < 0 || time.getEpochSecond() > MAX_SECONDS) {
            throw new IllegalArgumentException("a time outside the years 1970 to 9999: " + time);
        }
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /// Refuses a statement dated after `now`, with some tolerance.
    public static Verdict notAfter(Instant now, String what, Instant dated) {
        return Verdict.when(
                !dated.isAfter(now.plus(TOLERANCE)),
                () -> what + " is dated " + dated + ", which is still to come here ("
                        + now.truncatedTo(ChronoUnit.SECONDS) + "); one of the two clocks is wrong");
    }
}
