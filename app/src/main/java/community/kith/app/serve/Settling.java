package community.kith.app.serve;

import java.time.Duration;

/// Gives memory back to the system when a node has come to rest, once after each spell of work: the collector
/// itself never looks while nothing is asked of it.
public final class Settling {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    /// What an idle node uses up between two looks, and more.
    private static final long RESTING_BYTES = 4L << 20;

    private long usedBefore;
    private boolean settled;

    Settling() {}

    /// Watches until the thread that this returns is interrupted.
    public static Thread begin() {
        return Thread.ofVirtual().name("settling").start(new Settling()::watch);
    }

    private void watch() {
        Runtime runtime = Runtime.getRuntime();
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                if (rests(runtime.totalMemory() - runtime.freeMemory())) {
                    System.gc();
                    usedBefore = runtime.totalMemory() - runtime.freeMemory();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether work has ended since the last time this was true. A collection in between, which makes it less, is a
    /// sign of work.
    boolean rests(long usedNow) {
        long grown = usedNow - usedBefore;
        boolean quiet = grown >= 0 && grown < RESTING_BYTES;
        usedBefore = usedNow;
        boolean now = quiet && !settled;
        settled = quiet;
        return now;
    }
}
