package community.kith.community.layer;

import java.util.Locale;

/// What a cached block is of, in the order in which they go: what most others have goes first.
public enum CacheClass {
    /// Of the commons.
    COMMONS,
    /// Of what somebody else put, for some.
    OTHERS,
    /// Of a file of mine that I released, or that others keep for me.
    MINE;

    /// The word in the ledger.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
