package community.kith.community.placement;

import java.time.Duration;

/// How long devices stay before they are gone for good, as a Weibull law whose shape is known and whose scale is
/// learnt.
///
/// The shape is below one: who has stayed long will stay longer. For the life of disks it was measured as 0.7 to 0.8
/// (Schroeder and Gibson, FAST 2007), for peers as 0.6 and less (Stutzbach and Rejaie, IMC 2006). With a known shape,
/// time raised to it makes the law exponential, for which a Gamma prior needs only two sums: how many were lost, and
/// how long all were watched in that bent time.
///
/// @param losses devices that are gone for good, and those that the prior takes for gone
/// @param bentDays the sum of days raised to the shape, over all devices
public record Lifetimes(double losses, double bentDays) {
    public static final double SHAPE = 0.7;

    /// Two devices lost of which one would have lasted two years: so much is believed before anything was seen.
    public static final Lifetimes PRIOR = new Lifetimes(2, 2 * Math.pow(730, SHAPE));

    /// A device is not made on the day that its person becomes a friend: so many days it has lived before.
    private static final double DAYS_BEFORE = 30;

    private static final double BENT_BEFORE = Math.pow(DAYS_BEFORE, SHAPE);
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    public Lifetimes {
        if (!(losses >= 0 && bentDays > 0)) {
            throw new IllegalArgumentException(losses + " losses in " + bentDays + " days");
        }
    }

    /// These with one more device, watched for so long.
    ///
    /// @param gone whether it was lost at the end of that
    public Lifetimes with(Duration watched, boolean gone) {
        double days = DAYS_BEFORE + days(watched);
        double bent = Math.pow(days, SHAPE) - BENT_BEFORE;
        return new Lifetimes(losses + (gone ? 1 : 0), bentDays + bent);
    }

    /// The chance that a device which has been here for so long is gone within a day. It falls with the age, so what
    /// follows from it for longer times is on the safe side.
    public double lossesPerDay(Duration watched) {
        double rate = losses / bentDays;
        return rate * SHAPE * Math.pow(DAYS_BEFORE + days(watched), SHAPE - 1);
    }

    private static double days(Duration time) {
        return Math.max(0, time.toSeconds() / SECONDS_A_DAY);
    }
}
