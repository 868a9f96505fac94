package community.kith.community.placement;

import java.util.Collection;
import java.util.Locale;

/// A choice of [Redundancy] in a few sentences, with its arithmetic.
record Reasoning(Shape shape, Target target, double unavailability, double lostInARow, boolean meets) {
    private static final double ROUNDING = 1e-12;

    String about(Collection<Odds> holders, boolean anybody) {
        if (!anybody) {
            return "Nobody can hold this yet: the only copy is here. Invite somebody.";
        }
        String what = shape.k() == 1
                ? "%s, each a whole copy".formatted(count(shape.n(), "holder"))
                : "%s, any %d of which give it back".formatted(count(shape.n(), "shard"), shape.k());
        return String.format(
                Locale.ROOT,
                "%s. With each reachable %s of the time it is readable %s of the time (wanted: %s%s). It survives the"
                        + " loss of any %s and takes %.2f times its size.%s",
                what,
                reachable(holders),
                percent(1 - unavailability),
                percent(target.readable()),
                meets ? "" : ", which takes more holders",
                shape.spare() == 1 ? "one" : Integer.toString(shape.spare()),
                shape.expansion(),
                inARow());
    }

    private String inARow() {
        if (target.lossesInARow() == 0) {
            return "";
        }
        String losses =
                " " + target.lossesInARow() + " losses in a row, each made up for by the others before the next,";
        if (lostInARow >= 0.5) {
            return losses + " would be too many.";
        }
        return losses + " cost it " + oneIn(lostInARow) + ".";
    }

    /// A chance as one time in so many, to one digit.
    private static String oneIn(double chance) {
        double times = 1 / Math.max(chance, 1e-12);
        double unit = Math.pow(10, Math.floor(Math.log10(times)));
        return String.format(Locale.ROOT, "once in %,.0f times", Math.floor(times / unit) * unit);
    }

    private static String reachable(Collection<Odds> holders) {
        double least = holders.stream().mapToDouble(Odds::availability).min().orElse(0);
        double most = holders.stream().mapToDouble(Odds::availability).max().orElse(0);
        String from = percent(least);
        String to = percent(most);
        return from.equals(to) ? from : from + " to " + to;
    }

    private static String count(int number, String what) {
        return number == 1 ? "1 " + what : number + " " + what + "s";
    }

    /// In percent, with as many digits as it takes to tell it from all.
    private static String percent(double part) {
        double complement = 1 - part;
        double digits = complement <= 0 ? 0 : Math.ceil(-Math.log10(100 * complement) - ROUNDING);
        return String.format(Locale.ROOT, "%." + (int) Math.clamp(digits, 0, 9) + "f %%", 100 * part);
    }
}
