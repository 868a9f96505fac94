package community.kith.store.erasure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Computes in the fastest way known so far. It begins with plain Java; once so much was computed that speed matters, a
/// thread in the background puts others to [Trials], with vectors for each shape of tile that is wanted, and what was
/// measured to be faster serves from then on.
///
/// Thread safe.
final class FastestCoder implements Coder {
    /// The one of this process.
    static final FastestCoder OURS = new FastestCoder(1024 * 1024);

    private final long worthTryingBytes;
    private final AtomicLong servedBytes = new AtomicLong();
    private final Set<TileShape> tried = ConcurrentHashMap.newKeySet();
    private final Trials trials = new Trials();

    /// @param worthTryingBytes until so much was computed nobody has waited for it
    FastestCoder(long worthTryingBytes) {
        this.worthTryingBytes = worthTryingBytes;
    }

    @Override
    public String name() {
        return trials.vectors()
                .<Coder>map(found -> found)
                .orElseGet(trials::anywhere)
                .name();
    }

    @Override
    public void run(Sums sums, int offset, int length) {
        List<Tiling.Part> parts = Tiling.of(sums);
        if (trials.vectors().isPresent() && trials.vectors().get().knows(parts)) {
            trials.vectors().get().run(sums, parts, offset, length);
            return;
        }
        trials.anywhere().run(sums, offset, length);
        if (servedBytes.addAndGet((long) length * sums.columns()) >= worthTryingBytes) {
            parts.stream().map(Tiling.Part::shape).filter(tried::add).forEach(trials::want);
        }
    }
}
