package community.kith.sync.log;

/// Counts what happened before what, as Lamport's clocks do (1978): what is written next comes after all that was seen.
///
/// Nobody can push it far: an entry moves it by at most [#MAX_STEP], however large a tick it claims. One thread's.
public final class Ticks {
    /// Far more than a community writes while a device is away; 2³⁶ false entries would be needed to use all ticks up.
    public static final long MAX_STEP = 1L << 24;

    private long latest;

    /// @param latest the tick of the latest entry known, 0 when there is none
    public Ticks(long latest) {
        if (latest < 0 || latest > Entry.MAX_TICK) {
            throw new IllegalArgumentException("not a tick: " + latest);
        }
        this.latest = latest;
    }

    public void saw(Entry entry) {
        latest = Math.max(latest, Math.min(entry.tick(), latest + MAX_STEP));
    }

    /// The tick of an entry that is written now.
    public long next() {
        latest = Math.addExact(latest, 1);
        return latest;
    }
}
