package community.kith.community.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What was seen of one device, in sums: for each hour of the day how long it was there and how long it was looked for,
/// old times counting for less. What nobody watched is in none of them.
public final class Attendance {
    /// After so much watched time, what was seen counts half: habits change.
    public static final Duration HALF_LIFE = Duration.ofDays(30);

    /// What is believed beforehand weighs as much as so many watched days.
    private static final double PRIOR_DAYS = 3;

    /// Of one hour of the day, what the whole day suggests weighs as much as so many days.
    private static final double HOUR_DAYS = 1;

    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
    private static final double SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();
    private static final double LARGEST_WEIGHT = 1e9;
    private static final double LARGEST_SUM = 1e12;
    private static final List<Double> NONE = Collections.nCopies(Odds.HOURS, 0.0);

    private final Instant since;
    private Instant noted;
    private Duration watched;
    private Duration awayFor;
    private final double[] here;
    private final double[] looked;
    /// What a second weighs now in the two sums. Growing it instead of shrinking them keeps noting cheap.
    private double weight = 1;

    private Duration grownFor = Duration.ZERO;
    private double growth = 1;

    /// The same as plain values, to be kept over a restart.
    ///
    /// @param since when it was first looked for
    /// @param noted when last
    /// @param watched for how long it was watched in all
    /// @param awayFor how much of that passed since it was last there; zero when it is here
    /// @param here seconds there for each hour of the day (UTC), old ones counting less
    /// @param looked seconds watched, likewise
    public record Sums(
            Instant since, Instant noted, Duration watched, Duration awayFor, List<Double> here, List<Double> looked) {
        public Sums {
            here = List.copyOf(here);
            looked = List.copyOf(looked);
            if (here.size() != Odds.HOURS || looked.size() != Odds.HOURS) {
                throw new IllegalArgumentException("a day has " + Odds.HOURS + " hours");
            }
            for (int hour = 0; hour < here.size(); hour++) {
                if (!(here.get(hour) >= 0 && looked.get(hour) >= here.get(hour) && looked.get(hour) < LARGEST_SUM)) {
                    throw new IllegalArgumentException(
                            "there for " + here.get(hour) + " of " + looked.get(hour) + " seconds that were watched");
                }
            }
        }
    }

    Attendance(Instant now) {
        this(new Sums(now, now, Duration.ZERO, Duration.ZERO, NONE, NONE));
    }

    Attendance(Sums sums) {
        this.since = sums.since;
        this.noted = sums.noted;
        this.watched = sums.watched;
        this.awayFor = sums.awayFor;
        this.here = sums.here.stream().mapToDouble(Double::doubleValue).toArray();
        this.looked = sums.looked.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public Sums sums() {
        return new Sums(since, noted, watched, awayFor, scaled(here), scaled(looked));
    }

    private List<Double> scaled(double[] sums) {
        return Arrays.stream(sums).map(sum -> sum / weight).boxed().toList();
    }

    /// Adds a time that was watched.
    ///
    /// @param part how much of it the device was there, from 0 to 1
    void add(Instant from, Duration time, double part) {
        Instant end = from.plus(time);
        for (Instant at = from; at.isBefore(end); ) {
            Instant nextHour = Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 3600L) * 3600L + 3600L);
            Instant until = nextHour.isBefore(end) ? nextHour : end;
            int hour = (int) Math.floorMod(Math.floorDiv(at.getEpochSecond(), 3600L), (long) Odds.HOURS);
            double seconds = weight * Duration.between(at, until).toMillis() / 1e3;
            looked[hour] += seconds;
            here[hour] += seconds * part;
            at = until;
        }
        watched = watched.plus(time);
        if (!time.equals(grownFor)) { // looks are mostly the same time apart, and powers are dear
            grownFor = time;
            growth = StrictMath.pow(2, time.toMillis() / (double) HALF_LIFE.toMillis());
        }
        weight *= growth;
        if (weight > LARGEST_WEIGHT) {
            Arrays.setAll(here, hour -> here[hour] / weight);
            Arrays.setAll(looked, hour -> looked[hour] / weight);
            weight = 1;
        }
    }

    void noted(Instant now, boolean isHere, Duration time) {
        noted = now;
        awayFor = isHere ? Duration.ZERO : awayFor.plus(time);
    }

    /// When it was first looked for.
    public Instant since() {
        return since;
    }

    Instant noted() {
        return noted;
    }

    /// For how long it was watched in all.
    public Duration watched() {
        return watched;
    }

    /// How much of the watched time passed since it was last there.
    public Duration awayFor() {
        return awayFor;
    }

    /// How long it was seen to live: until it was last there.
    Duration lived() {
        return watched.minus(awayFor);
    }

    /// The part of the time in which it is there: a Beta distribution's mean, one watched day counting as one trial,
    /// beginning with [Redundancy#PRIOR].
    public double onTime() {
        return mean(
                Arrays.stream(here).sum(), Arrays.stream(looked).sum(), PRIOR_DAYS * SECONDS_A_DAY, Redundancy.PRIOR);
    }

    /// The same for each hour of the day, no better than the prior where little was seen.
    double[] onTimeByHour() {
        double usual = Math.min(onTime(), Redundancy.PRIOR);
        double[] byHour = new double[Odds.HOURS];
        Arrays.setAll(byHour, hour -> mean(here[hour], looked[hour], HOUR_DAYS * SECONDS_AN_HOUR, usual));
        return byHour;
    }

    /// How much of what was watched was watched at each hour of the day.
    ///
    /// @param ownTime of this device itself, whose sleep is known but lets nobody be watched
    double[] weights(boolean ownTime) {
        double[] seconds = ownTime ? here : looked;
        double all = Arrays.stream(seconds).sum();
        return Arrays.stream(seconds)
                .map(part -> all > 0 ? part / all : 1.0 / Odds.HOURS)
                .toArray();
    }

    private double mean(double seconds, double of, double priorSeconds, double prior) {
        return (seconds / weight + priorSeconds * prior) / (of / weight + priorSeconds);
    }
}
