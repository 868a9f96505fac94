package community.kith.sim.year;

import java.util.random.RandomGenerator;

/// Lifetimes: the chance to live longer than t days is exp(−(t/scale)^shape).
public record Weibull(double shape, double scaleDays) {
    /// @param shape from 0.5 to 2, as the Gamma function is worked out here
    static Weibull ofMean(double shape, double meanDays) {
        return new Weibull(shape, meanDays / gamma(1 + 1 / shape));
    }

    double draw(RandomGenerator chance) {
        return scaleDays * Math.pow(-Math.log(1 - chance.nextDouble()), 1 / shape);
    }

    /// By Stirling's series, from 8 upwards, and the recurrence below.
    private static double gamma(double x) {
        double shift = 1;
        double z = x;
        while (z < 8) {
            shift *= z;
            z++;
        }
        double series = 1 / (12 * z) - 1 / (360 * z * z * z) + 1 / (1260 * Math.pow(z, 5));
        return Math.exp((z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series) / shift;
    }
}
