package community.kith.community.reach;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who may keep content, as ciphertext unless it is commons. Independent of who may read it; a reach only gives the
/// default.
public enum Availability {
    /// Devices of the owner's passport.
    MINE,
    /// The owner's devices and kin.
    KIN,
    /// Anybody with a bond to the owner, whatever its kind.
    BONDED,
    /// Anybody willing.
    ANYONE;

    /// The word on the command line and in manifests.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The availability with that label.
    ///
    /// @throws IllegalArgumentException naming the words that there are
    public static Availability parse(String label) {
        return Arrays.stream(values())
                .filter(availability -> availability.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no holders called “" + label
                        + "”: choose one of "
                        + Arrays.stream(values()).map(Availability::label).collect(Collectors.joining(", "))));
    }

    /// Who keeps content of this reach when its owner does not say otherwise.
    public static Availability of(Reach reach) {
        return switch (reach) {
            case LOCAL -> KIN;
            case PRIVATE, INVITED, NEIGHBORHOOD, MUNICIPAL, BIOREGIONAL -> BONDED;
            case COMMONS -> ANYONE;
        };
    }
}
