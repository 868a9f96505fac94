package community.kith.p2p.muxer;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How many bytes beyond their first 256 KiB all windows together may promise: a bound on what peers can make us keep.
///
/// A budget may be part of a larger one, as a connection's is of its host's. Thread-safe.
public final class WindowBudget {
    private final @Nullable WindowBudget whole;
    private final AtomicLong left;

    private WindowBudget(@Nullable WindowBudget whole, long bytes) {
        this.whole = whole;
        this.left = new AtomicLong(bytes);
    }

    /// A budget on its own.
    public static WindowBudget of(long bytes) {
        return new WindowBudget(null, bytes);
    }

    /// At most `bytes` of this budget.
    public WindowBudget part(long bytes) {
        return new WindowBudget(this, bytes);
    }

    boolean take(long bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            return false;
        }
        if (whole != null && !whole.take(bytes)) {
            left.addAndGet(bytes);
            return false;
        }
        return true;
    }

    void give(long bytes) {
        left.addAndGet(bytes);
        if (whole != null) {
            whole.give(bytes);
        }
    }
}
