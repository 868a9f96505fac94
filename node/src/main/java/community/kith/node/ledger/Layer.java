package community.kith.node.ledger;

import java.util.Locale;

/// Where held bytes count.
public enum Layer {
    /// My own files, on my own devices.
    SOVEREIGN,
    /// What I keep for people in my book, as they keep mine.
    RECIPROCAL,
    /// What a community has planned with.
    INVESTED,
    /// What I keep because I want it to last.
    GIFT;

    /// The word in the ledger, in JSON and on screens.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
