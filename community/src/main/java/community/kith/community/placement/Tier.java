package community.kith.community.placement;

import java.util.Locale;

/// How much is known about the safety of content, weakest first.
public enum Tier {
    /// Written where it was put, and there only for certain.
    ACCEPTED,
    /// Holders in enough failure domains have signed for it.
    DURABLE,
    /// Enough of those holders proved lately that they have it.
    VERIFIED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
