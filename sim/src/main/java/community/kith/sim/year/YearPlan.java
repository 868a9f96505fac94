package community.kith.sim.year;

import community.kith.community.placement.Shape;
import community.kith.sim.world.Seed;
import java.util.Optional;

/// A year to be imagined.
///
/// @param people how many live in the town, each with a laptop and a file
/// @param days how long it lasts, after [#WARM_UP_DAYS] in which people only watch each other
/// @param life how long laptops last
/// @param shape the same for everybody; empty to let it follow from what was measured
public record YearPlan(Seed seed, int people, int days, Weibull life, Optional<Shape> shape) {
    /// So long everybody is watched before anything is put.
    static final int WARM_UP_DAYS = 21;

    /// Disks: 0.7 to 0.8 (Schroeder and Gibson, FAST 2007). Two years is short for a laptop, and long for a peer.
    public static final Weibull TWO_YEARS = Weibull.ofMean(0.7, 730);

    public YearPlan {
        if (people < 20 || people > 100_000 || days < 1 || days > 3660) {
            throw new IllegalArgumentException(
                    "a town of 20 to 100,000 people for 1 to 3,660 days, not " + people + " for " + days);
        }
    }

    public static YearPlan of(long seed, int people, int days) {
        return new YearPlan(new Seed(seed), people, days, TWO_YEARS, Optional.empty());
    }

    int hours() {
        return (WARM_UP_DAYS + days) * 24;
    }
}
