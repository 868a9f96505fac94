package community.kith.community.placement;

/// How many of some independent holders are there at a time: the Poisson binomial distribution, built up holder by
/// holder. All terms are positive and only added, so even a chance of 1e-17 comes out with all but its last digits.
final class HeadCount {
    private final double[] chances;
    private int holders;

    /// @param most so many holders may be added
    HeadCount(int most) {
        chances = new double[most + 1];
        chances[0] = 1;
    }

    /// Adds a holder that is there with this chance.
    void add(double there) {
        for (int count = ++holders; count > 0; count--) {
            chances[count] = chances[count] * (1 - there) + chances[count - 1] * there;
        }
        chances[0] *= 1 - there;
    }

    /// The chance that fewer than k are there.
    double fewerThan(int k) {
        double sum = 0;
        for (int count = 0; count < Math.min(k, holders + 1); count++) {
            sum += chances[count];
        }
        return sum;
    }
}
