package community.kith.sim.scenario;

import community.kith.node.config.Settings;
import community.kith.sim.fault.Habits;
import community.kith.sim.fault.Mortality;
import community.kith.sim.world.Seed;
import java.time.Duration;

/// The numbers of a month.
public record Plan(Seed seed, int residents, int days, Load load, Habits habits, Mortality mortality) {
    /// How often an awake node looks after things; half a minute in real life.
    static final Duration LOOKS = Duration.ofHours(3);

    /// Days during which files are put.
    static final int DAYS_OF_PUTS = 5;

    private static final Duration PROOFS = Duration.ofDays(7);
    private static final int RESIDENTS = 200;
    private static final int DAYS = 30;
    private static final Mortality ONE_IN_TEN = new Mortality(0.1);

    /// Two hundred people with laptops, thirty days, a thousand files, one laptop in ten lost.
    public static Plan month(long seed) {
        return of(seed, RESIDENTS, DAYS);
    }

    /// The same with other numbers of people and days, and five files for each person.
    public static Plan of(long seed, int residents, int days) {
        return new Plan(new Seed(seed), residents, days, Load.of(residents), Habits.LAPTOPS, ONE_IN_TEN);
    }

    public Plan with(Mortality other) {
        return new Plan(seed, residents, days, load, habits, other);
    }

    public Plan with(Habits other) {
        return new Plan(seed, residents, days, load, other, mortality);
    }

    /// How the nodes behave: as they do by default, but that they look around less often, ask for proofs weekly, and do
    /// not wait within a put, as time stands still there.
    Settings settings() {
        return new Settings(
                LOOKS,
                Settings.DEFAULT.grace(),
                PROOFS,
                Settings.DEFAULT.offerBytes(),
                0,
                Duration.ZERO,
                Settings.DEFAULT.undelete(),
                1);
    }
}
