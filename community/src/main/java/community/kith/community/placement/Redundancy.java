package community.kith.community.placement;

import java.util.Locale;

/// How many shards to make, from how many holders there are and how often each can be reached.
///
/// Count one holder for each failure domain: shards that vanish together are no help to each other.
///
/// @param availability the part of the time that a holder is reachable, measured, or [#PRIOR] when nobody knows yet
/// @param target the part of the time that content shall be readable
public record Redundancy(double availability, double target) {
    /// What we believe of a holder that nobody has watched yet.
    public static final double PRIOR = 0.9;

    public static final double TARGET = 0.999;
    /// More shards than this cost more in bookkeeping than they add in safety.
    public static final int MAX_SHARDS = 20;

    /// Copies of what is too small to code, when there are holders enough.
    public static final int MIN_COPIES = 3;

    /// Keeps `1 - 0.9³` and `0.999` equal in spite of binary fractions.
    private static final double ROUNDING = 1e-12;

    public static final Redundancy DEFAULT = new Redundancy(PRIOR, TARGET);

    public Redundancy {
        if (!(availability >= 0 && availability <= 1 && target >= 0 && target <= 1)) {
            throw new IllegalArgumentException("availability and target are parts of the time, from 0 to 1");
        }
    }

    /// What was chosen, and how often content will be out of reach with it.
    ///
    /// @param meetsTarget false when even one copy at everybody is not enough
    /// @param explanation the choice and its arithmetic in a few sentences
    public record Choice(Shape shape, double unavailability, boolean meetsTarget, String explanation) {}

    /// The part of the time that fewer than `k` of `n` holders can be reached: Σ_{i<k} C(n,i) pⁱ(1−p)ⁿ⁻ⁱ, the
    /// holders coming and going independently.
    public static double unavailability(Shape shape, double availability) {
        double sum = 0;
        double combinations = 1;
        for (int i = 0; i < shape.k(); i++) {
            sum += combinations * Math.pow(availability, i) * Math.pow(1 - availability, shape.n() - i);
            combinations = combinations * (shape.n() - i) / (i + 1);
        }
        return sum;
    }

    /// For content that is coded: as many shards as there are holders (up to [#MAX_SHARDS]) and, for the least
    /// space, the largest k that meets the target and leaves two losses to spare. When none does, a copy at everybody.
    public Choice choose(int holders) {
        int n = Math.clamp(holders, 1, MAX_SHARDS);
        for (int k = Math.max(1, n - Shape.WANTED_LOSSES); k > 1; k--) {
            if (meetsTarget(new Shape(k, n))) {
                return choice(new Shape(k, n), holders);
            }
        }
        return choice(new Shape(1, n), holders);
    }

    /// For what is too small to code: the fewest copies that meet the target, at least [#MIN_COPIES] when there are so
    /// many holders.
    public Choice chooseCopies(int holders) {
        int most = Math.clamp(holders, 1, MAX_SHARDS);
        int n = Math.min(MIN_COPIES, most);
        while (n < most && !meetsTarget(new Shape(1, n))) {
            n++;
        }
        return choice(new Shape(1, n), holders);
    }

    /// For a manifest, which is copied and not coded: no shorter-lived than the content it describes. Enough copies
    /// that one is left after as many losses as the content survives, and enough to be reachable as often.
    public Choice chooseManifestCopies(Shape content, int holders) {
        int most = Math.clamp(holders, 1, MAX_SHARDS);
        int n = Math.max(content.spare() + 1, chooseCopies(holders).shape().n());
        return choice(new Shape(1, Math.min(n, most)), holders);
    }

    private boolean meetsTarget(Shape shape) {
        return unavailability(shape, availability) <= 1 - target + ROUNDING;
    }

    private Choice choice(Shape shape, int holders) {
        double unavailability = unavailability(shape, availability);
        boolean meets = meetsTarget(shape) && holders > 0;
        return new Choice(shape, unavailability, meets, explain(shape, holders, unavailability, meets));
    }

    private String explain(Shape shape, int holders, double unavailability, boolean meets) {
        if (holders < 1) {
            return "Nobody can hold this yet: the only copy is here. Invite somebody.";
        }
        String what = shape.k() == 1
                ? "%s, each a whole copy".formatted(count(shape.n(), "holder"))
                : "%s, any %d of which give it back".formatted(count(shape.n(), "shard"), shape.k());
        return String.format(
                Locale.ROOT,
                "%s. With each reachable %s of the time it is readable %s of the time (wanted: %s%s). It survives the"
                        + " loss of any %s and takes %.2f times its size.",
                what,
                percent(1 - availability),
                percent(unavailability),
                percent(1 - target),
                meets ? "" : ", which takes more holders",
                shape.spare() == 1 ? "one" : Integer.toString(shape.spare()),
                shape.expansion());
    }

    private static String count(int number, String what) {
        return number == 1 ? "1 " + what : number + " " + what + "s";
    }

    /// One minus a small number, in percent with as many digits as it takes to tell it from all.
    private static String percent(double complement) {
        double digits = complement <= 0 ? 0 : Math.ceil(-Math.log10(100 * complement) - ROUNDING);
        return String.format(Locale.ROOT, "%." + (int) Math.clamp(digits, 0, 9) + "f %%", 100 * (1 - complement));
    }
}
