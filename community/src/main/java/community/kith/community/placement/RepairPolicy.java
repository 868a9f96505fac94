package community.kith.community.placement;

import java.time.Duration;

/// How patient repair is, and how much it may move. All times count only while we were watching.
///
/// @param grace so long a holder may be away before others get its rows
/// @param urgentGrace the same while a segment survives at most one more loss
/// @param retryAfter a repair without news for so long has failed; a target that failed is left alone for so long,
///     and for twice as long with each failure in a row
/// @param forgetAfter a holder away for so long is forgotten once nothing depends on it
/// @param longestGap when more time than this lies between two steps we were asleep, and only this much of it counts
///     as absence of others
/// @param budget how much it may move
public record RepairPolicy(
        Duration grace,
        Duration urgentGrace,
        Duration retryAfter,
        Duration forgetAfter,
        Duration longestGap,
        RepairBudget budget) {
    public static final RepairPolicy DEFAULT = new RepairPolicy(
            Duration.ofHours(24),
            Duration.ofHours(2),
            Duration.ofMinutes(30),
            Duration.ofDays(30),
            Duration.ofHours(1),
            RepairBudget.DEFAULT);

    public RepairPolicy {
        if (urgentGrace.isNegative() || urgentGrace.compareTo(grace) > 0) {
            throw new IllegalArgumentException("a repair policy needs 0 ≤ urgent grace ≤ grace");
        }
        if (!retryAfter.isPositive() || !longestGap.isPositive() || forgetAfter.compareTo(grace) < 0) {
            throw new IllegalArgumentException(
                    "a repair policy needs times to retry and to watch, and to forget nobody within the grace period");
        }
    }

    public RepairPolicy withGrace(Duration grace, Duration urgentGrace) {
        return new RepairPolicy(grace, urgentGrace, retryAfter, forgetAfter, longestGap, budget);
    }
}
