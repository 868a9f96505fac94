package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Which addresses failed lately and are better left alone for a while: twice as long after each failure, up to a
/// bound, with jitter so that many hosts do not call the same peer in step. Thread-safe; bounded.
final class BackOff {
    private static final int MAX_ADDRESSES = 4096;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    /// The oldest failure first; guarded by this monitor.
    private final SequencedMap<Multiaddr, Failure> failures = new LinkedHashMap<>();

    /// How long the last pause was meant to be, and when, in nanoTime, it is over.
    private record Failure(Duration pause, long until) {}

    BackOff(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.random = random;
    }

    synchronized void failed(Multiaddr address) {
        Failure before = failures.remove(address);
        Duration pause = before == null ? FIRST : before.pause().multipliedBy(2);
        Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        long jittered = (long) (bounded.toNanos() * (0.5 + random.nextDouble() / 2));
        failures.put(address, new Failure(bounded, nanoTime.getAsLong() + jittered));
        if (failures.size() > MAX_ADDRESSES) {
            failures.pollFirstEntry();
        }
    }

    synchronized void answered(Multiaddr address) {
        failures.remove(address);
    }

    synchronized boolean isDue(Multiaddr address) {
        return remaining(address) <= 0;
    }

    /// How long until the first of these may be tried.
    synchronized Duration wait(List<Multiaddr> addresses) {
        return Duration.ofNanos(
                addresses.stream().mapToLong(this::remaining).min().orElse(0));
    }

    private long remaining(Multiaddr address) {
        Failure failure = failures.get(address);
        return failure == null ? 0 : Math.max(0, failure.until() - nanoTime.getAsLong());
    }

    /// The network is another now.
    synchronized void forgetAll() {
        failures.clear();
    }
}
