package community.kith.node.replication;

import community.kith.base.name.PeerId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// How long holders took lately for what they gave, and who failed. What is older than some minutes is forgotten, so
/// that
/// who was slow gets another chance. Guarded by this object's monitor, and bounded.
final class HolderSpeeds {
    private static final int HOLDERS = 512;
    private static final int SAMPLES = 32;
    private static final long FORGOTTEN_NANOS = 300_000_000_000L;
    /// Who failed is asked only when nobody else can be, for so long; twice as long each further time, up to a minute
    /// or so.
    private static final long SHUNNED_NANOS = 5_000_000_000L;

    private static final int DOUBLED_AT_MOST = 4;
    /// From so many samples on, their worst twentieth says something.
    private static final int ENOUGH = 4;

    private final LongSupplier nanoClock;
    /// Least recently used first.
    private final Map<PeerId, Samples> holders = new LinkedHashMap<>(16, 0.75f, true);

    HolderSpeeds(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private static final class Samples {
        final long[] at = new long[SAMPLES];
        final long[] nanos = new long[SAMPLES];
        final int[] bytes = new int[SAMPLES];
        int count;
        int next;
        /// How often in a row.
        int failures;
        long failedAt;
    }

    synchronized void note(PeerId holder, int bytes, long nanos) {
        Samples samples = of(holder);
        samples.at[samples.next] = nanoClock.getAsLong();
        samples.nanos[samples.next] = nanos;
        samples.bytes[samples.next] = Math.max(bytes, 1);
        samples.next = (samples.next + 1) % SAMPLES;
        samples.count = Math.min(samples.count + 1, SAMPLES);
        samples.failures = 0;
    }

    synchronized void failed(PeerId holder) {
        Samples samples = of(holder);
        samples.failures++;
        samples.failedAt = nanoClock.getAsLong();
    }

    /// Whether it failed a moment ago.
    synchronized boolean isShunned(PeerId holder) {
        Samples samples = holders.get(holder);
        return samples != null
                && samples.failures > 0
                && nanoClock.getAsLong() - samples.failedAt
                        < SHUNNED_NANOS << Math.min(samples.failures - 1, DOUBLED_AT_MOST);
    }

    /// What so many bytes usually take from there: the middle of what was measured.
    synchronized OptionalLong usualNanos(PeerId holder, int bytes) {
        long[] times = times(holder, bytes);
        return times.length == 0 ? OptionalLong.empty() : OptionalLong.of(times[times.length / 2]);
    }

    /// What all but one in twenty stayed below; empty as long as too little was measured.
    synchronized OptionalLong patienceNanos(PeerId holder, int bytes) {
        long[] times = times(holder, bytes);
        return times.length < ENOUGH
                ? OptionalLong.empty()
                : OptionalLong.of(times[(times.length * 95 + 99) / 100 - 1]);
    }

    /// In ascending order. Larger pieces take in proportion longer; smaller ones are taken to take as long, since what
    /// a
    /// question costs by itself is not known.
    private long[] times(PeerId holder, int bytes) {
        Samples samples = holders.get(holder);
        if (samples == null) {
            return new long[0];
        }
        long now = nanoClock.getAsLong();
        long[] times = new long[samples.count];
        int count = 0;
        for (int i = 0; i < samples.count; i++) {
            if (now - samples.at[i] < FORGOTTEN_NANOS) {
                double larger = Math.max(1, (double) bytes / samples.bytes[i]);
                times[count++] = (long) (samples.nanos[i] * larger);
            }
        }
        times = Arrays.copyOf(times, count);
        Arrays.sort(times);
        return times;
    }

    private Samples of(PeerId holder) {
        Samples samples = holders.computeIfAbsent(holder, stranger -> new Samples());
        if (holders.size() > HOLDERS) {
            holders.remove(holders.keySet().iterator().next());
        }
        return samples;
    }
}
