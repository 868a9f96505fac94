package community.kith.community.placement;

import java.util.Arrays;

/// What is believed of one holder: how often it can be reached at each hour of the day, and how soon it may be gone for
/// good. Immutable.
///
/// By the hour, because laptops sleep together: two that are each off at night are not there by turns, and a sum that
/// takes them for independent promises nights that nobody is awake in.
public final class Odds {
    public static final int HOURS = 24;

    /// One value when all hours are alike, [#HOURS] else.
    private final double[] byHour;
    private final double mean;
    private final double lossesPerDay;

    private Odds(double[] byHour, double lossesPerDay) {
        for (double part : byHour) {
            if (!(part >= 0 && part <= 1)) {
                throw new IllegalArgumentException("somebody reachable " + part + " of the time");
            }
        }
        if (!(lossesPerDay >= 0)) {
            throw new IllegalArgumentException("somebody lost " + lossesPerDay + " times a day");
        }
        this.byHour = byHour;
        this.mean = Arrays.stream(byHour).average().orElseThrow();
        this.lossesPerDay = lossesPerDay;
    }

    /// The same at every hour, with the lifetime of somebody whom nobody has watched yet.
    public static Odds steady(double availability) {
        return steady(availability, Lifetimes.PRIOR.lossesPerDay(java.time.Duration.ZERO));
    }

    public static Odds steady(double availability, double lossesPerDay) {
        return new Odds(new double[] {availability}, lossesPerDay);
    }

    /// @param byHour the part of each hour of the day (UTC) in which it can be reached; [#HOURS] of them
    /// @param lossesPerDay the chance that it is gone for good within a day
    public static Odds of(double[] byHour, double lossesPerDay) {
        if (byHour.length != HOURS) {
            throw new IllegalArgumentException("a day has " + HOURS + " hours, not " + byHour.length);
        }
        return new Odds(byHour.clone(), lossesPerDay);
    }

    /// The part of that hour of the day in which it can be reached.
    public double at(int hour) {
        return byHour.length == 1 ? byHour[0] : byHour[hour];
    }

    /// The part of the time in which it can be reached.
    public double availability() {
        return mean;
    }

    public double lossesPerDay() {
        return lossesPerDay;
    }

    boolean isSteady() {
        return byHour.length == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Odds odds && Arrays.equals(byHour, odds.byHour) && lossesPerDay == odds.lossesPerDay;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(byHour) + Double.hashCode(lossesPerDay);
    }

    @Override
    public String toString() {
        return "there " + mean + " of the time, lost " + lossesPerDay + " times a day";
    }
}
