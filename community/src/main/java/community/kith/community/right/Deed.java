package community.kith.community.right;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody may do for an owner.
public enum Deed {
    /// Ask holders for proofs that they have what they signed for.
    AUDIT,
    /// The same, and fetch shards as they are, make lost ones anew, and place them in the owner's name.
    REPAIR;

    /// The word on the wire.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Deed> labelled(String label) {
        return Arrays.stream(values())
                .filter(deed -> deed.label().equals(label))
                .findFirst();
    }
}
