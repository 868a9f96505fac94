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
    /// How much each hour counts; the same length.
    private final double[] weights;

    private final double mean;
    private final double lossesPerDay;

    private Odds(double[] byHour, double[] weights, double lossesPerDay) {
        double sum = 0;
        double all = 0;
        for (int hour = 0; hour < byHour.length; hour++) {
            if (!(byHour[hour] >= 0 && byHour[hour] <= 1 && weights[hour] >= 0)) {
                throw new IllegalArgumentException("somebody reachable " + byHour[hour] + " of the time");
            }
            sum += byHour[hour] * weights[hour];
            all += weights[hour];
        }
        if (!(lossesPerDay >= 0)) {
            throw new IllegalArgumentException("somebody lost " + lossesPerDay + " times a day");
        }
        this.byHour = byHour;
        this.weights = weights;
        this.mean = all > 0
                ? Math.min(1, sum / all)
                : Arrays.stream(byHour).average().orElseThrow();
        this.lossesPerDay = lossesPerDay;
    }

    /// The same at every hour, with the lifetime of somebody whom nobody has watched yet.
    public static Odds steady(double availability) {
        return steady(availability, Lifetimes.PRIOR.lossesPerDay(java.time.Duration.ZERO));
    }

    public static Odds steady(double availability, double lossesPerDay) {
        return new Odds(new double[] {availability}, new double[] {1}, lossesPerDay);
    }

    /// All hours of the day counting alike.
    ///
    /// @param byHour the part of each hour of the day (UTC) in which it can be reached; [#HOURS] of them
    /// @param lossesPerDay the chance that it is gone for good within a day
    public static Odds of(double[] byHour, double lossesPerDay) {
        double[] alike = new double[HOURS];
        Arrays.fill(alike, 1.0 / HOURS);
        return of(byHour, alike, lossesPerDay);
    }

    /// @param weights how much of what was watched was watched at that hour: nothing is promised of hours in which
    ///     nobody here was awake to look
    static Odds of(double[] byHour, double[] weights, double lossesPerDay) {
        if (byHour.length != HOURS || weights.length != HOURS) {
            throw new IllegalArgumentException("a day has " + HOURS + " hours, not " + byHour.length);
        }
        return new Odds(byHour.clone(), weights.clone(), lossesPerDay);
    }

    /// The part of that hour of the day in which it can be reached.
    public double at(int hour) {
        return byHour.length == 1 ? byHour[0] : byHour[hour];
    }

    /// How much of what is known is known of that hour of the day.
    double weight(int hour) {
        return weights.length == 1 ? weights[0] / HOURS : weights[hour];
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
