package community.kith.sim.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How often laptops are lost for ever: stolen, drowned, worn out. It hits at any time with the same chance.
///
/// @param aMonth the part that is lost in thirty days
public record Mortality(double aMonth) {
    private static final double MONTH_DAYS = 30;

    public Mortality {
        if (!(aMonth >= 0 && aMonth < 1)) {
            throw new IllegalArgumentException("so many laptops cannot be lost in a month: " + aMonth);
        }
    }

    /// When a laptop is lost, if that is within so many days.
    public Optional<Instant> within(Instant start, int days, RandomGenerator chance) {
        double livesDays = -Math.log(1 - chance.nextDouble()) * MONTH_DAYS / -Math.log1p(-aMonth);
        return livesDays < days
                ? Optional.of(start.plus(Duration.ofMinutes((long) (livesDays * 24 * 60))))
                : Optional.empty();
    }
}
