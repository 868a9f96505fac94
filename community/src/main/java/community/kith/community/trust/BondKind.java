package community.kith.community.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What two people are to each other.
public enum BondKind {
    /// Family, or as good as.
    KIN,
    FRIEND,
    COLLEAGUE,
    NEIGHBOR;

    /// The word on the command line and in signed statements.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BondKind> labelled(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /// The kind with that label.
    ///
    /// @throws IllegalArgumentException naming the words that there are
    public static BondKind parse(String label) {
        return labelled(label)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no bond called “" + label + "”: choose one of "
                                + Arrays.stream(values()).map(BondKind::label).collect(Collectors.joining(", "))));
    }
}
