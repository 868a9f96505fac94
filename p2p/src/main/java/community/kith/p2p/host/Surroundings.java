package community.kith.p2p.host;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Notices that this machine slept, and says when to look at its network interfaces again. Used by one thread, which
/// asks about once a second.
final class Surroundings {
    private static final Duration SLEEP = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    private final LongSupplier nanoTime;
    private final LongSupplier wallMillis;
    private long lastMillis;
    private long lastLook;

    Surroundings(LongSupplier nanoTime, LongSupplier wallMillis) {
        this.nanoTime = nanoTime;
        this.wallMillis = wallMillis;
        this.lastMillis = wallMillis.getAsLong();
        this.lastLook = nanoTime.getAsLong();
    }

    /// Whether much more time passed since the last question than somebody awake leaves.
    boolean slept() {
        long now = wallMillis.getAsLong();
        boolean slept = now - lastMillis > SLEEP.toMillis();
        lastMillis = now;
        return slept;
    }

    boolean isTimeToLook() {
        long now = nanoTime.getAsLong();
        if (now - lastLook < LOOK_EVERY.toNanos()) {
            return false;
        }
        lastLook = now;
        return true;
    }
}
