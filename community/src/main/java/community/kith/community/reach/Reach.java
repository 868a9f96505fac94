package community.kith.community.reach;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Who content is for, from one person to everybody.
public enum Reach {
    /// The owner's own passport.
    PRIVATE,
    /// People named one by one.
    INVITED,
    /// The owner's kin.
    LOCAL,
    /// People known to people the owner knows.
    NEIGHBORHOOD,
    /// One bond further.
    MUNICIPAL,
    /// Two bonds further.
    BIOREGIONAL,
    /// Everybody, as plain bytes.
    COMMONS;

    /// The word on the command line and in manifests.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Reach> labelled(String label) {
        return Arrays.stream(values())
                .filter(reach -> reach.label().equals(label))
                .findFirst();
    }

    /// The reach with that label.
    ///
    /// @throws IllegalArgumentException naming the words that there are
    public static Reach parse(String label) {
        return labelled(label)
                .orElseThrow(() -> new IllegalArgumentException("there is no reach called “" + label
                        + "”: choose one of "
                        + Arrays.stream(values()).map(Reach::label).collect(Collectors.joining(", "))));
    }

    /// Whether holders get ciphertext only.
    public boolean sealed() {
        return this != COMMONS;
    }

    /// How many bonds away from the owner a reader may be, for the reaches that are told by distance.
    public OptionalInt bonds() {
        return switch (this) {
            case PRIVATE, INVITED, LOCAL, COMMONS -> OptionalInt.empty();
            case NEIGHBORHOOD -> OptionalInt.of(2);
            case MUNICIPAL -> OptionalInt.of(3);
            case BIOREGIONAL -> OptionalInt.of(4);
        };
    }
}
