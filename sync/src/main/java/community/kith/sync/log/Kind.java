package community.kith.sync.log;

/// Where an entry stands towards what is held, the most urgent first.
public enum Kind {
    /// Written by this device.
    LOCAL,
    /// Comes right after all that is held of its log.
    NEW,
    /// Belongs before something that is held already.
    BACKFILL,
    /// Comes after something that is missing yet.
    OUTLIER
}
