package community.kith.p2p.muxer;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How much a stream's peer may still send, and when to allow more.
///
/// When half of the window was read, the peer is told. If that took less than four round trips, the window is what
/// holds
/// the peer back: it doubles, as far as limit and budget allow. So a path with a long round trip is filled, and a
/// stream
/// whose reader is slow keeps its small window. Not thread-safe: the stream's lock guards it.
final class ReceiveWindow {
    private static final int ROUND_TRIPS = 4;

    private final long maxBytes;
    private final WindowBudget budget;
    private final LongSupplier nanoTime;
    private long windowBytes = Frame.INITIAL_WINDOW;
    private long grantedBytes = Frame.INITIAL_WINDOW;
    private long unreportedBytes;
    private long lastUpdate;

    ReceiveWindow(long maxBytes, WindowBudget budget, LongSupplier nanoTime) {
        this.maxBytes = maxBytes;
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.lastUpdate = nanoTime.getAsLong();
    }

    /// Books bytes that arrived; false when the peer sent more than it was granted.
    boolean arrived(long bytes) {
        if (bytes > grantedBytes) {
            return false;
        }
        grantedBytes -= bytes;
        return true;
    }

    /// Books bytes that the application read, and returns by how much to raise the peer's allowance now; mostly 0.
    int read(int bytes, Duration roundTrip) {
        unreportedBytes += bytes;
        if (unreportedBytes < windowBytes / 2) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        long extra = now - lastUpdate < roundTrip.toNanos() * ROUND_TRIPS ? grow() : 0;
        lastUpdate = now;
        long delta = unreportedBytes + extra;
        unreportedBytes = 0;
        grantedBytes += delta;
        return (int) delta;
    }

    private long grow() {
        long extra = Math.min(windowBytes, maxBytes - windowBytes);
        if (extra <= 0 || !budget.take(extra)) {
            return 0;
        }
        windowBytes += extra;
        return extra;
    }

    /// Returns to the budget what growing took.
    void release() {
        budget.give(windowBytes - Frame.INITIAL_WINDOW);
        windowBytes = Frame.INITIAL_WINDOW;
    }
}
