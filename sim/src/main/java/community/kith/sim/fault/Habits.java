package community.kith.sim.fault;

/// How the people of a community use their laptops; each has a [Rhythm] of their own within these.
///
/// @param leastOn the least part of the day that anybody's laptop is on
/// @param mostOn the largest
/// @param naps at most so often a day a lid is closed for a while
/// @param tripsAMonth at most so many times a month somebody leaves for days, with the laptop off
public record Habits(double leastOn, double mostOn, double naps, double tripsAMonth) {
    /// Laptops at home, on for 60 to 95 % of the day.
    public static final Habits LAPTOPS = new Habits(0.60, 0.95, 2, 1);

    /// Machines that nobody switches off, but for a minute once a day.
    public static final Habits ALWAYS_ON = new Habits(1, 1, 0, 0);

    public Habits {
        if (!(0 < leastOn && leastOn <= mostOn && mostOn <= 1 && naps >= 0 && tripsAMonth >= 0)) {
            throw new IllegalArgumentException("no laptop is on from " + leastOn + " to " + mostOn + " of the day");
        }
    }
}
