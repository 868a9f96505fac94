package community.kith.community.placement;

/// What is wanted of content.
///
/// @param readable the part of the time in which it can be read
/// @param lossesInARow so many holders may be lost one after the other, each as soon as the one before it was made up
///     for by the others, and it is still there with the chance `readable`
public record Target(double readable, int lossesInARow) {
    public static final Target DEFAULT = new Target(0.999, 10);

    /// Keeps `1 - 0.9³` and `0.999` equal in spite of binary fractions.
    private static final double ROUNDING = 1e-12;

    public Target {
        if (!(readable >= 0 && readable <= 1) || lossesInARow < 0) {
            throw new IllegalArgumentException(
                    "readable " + readable + " of the time after " + lossesInARow + " losses");
        }
    }

    boolean allows(double failing) {
        return failing <= 1 - readable + ROUNDING;
    }
}
