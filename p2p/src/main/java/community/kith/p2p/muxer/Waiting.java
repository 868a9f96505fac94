package community.kith.p2p.muxer;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/// How whoever uses a stream waits for it.
public final class Waiting {
    private Waiting() {}

    /// Waits until something is so, for ever when `bound` is zero; the caller holds the condition's lock.
    ///
    /// @throws SocketTimeoutException when it takes longer
    public static void until(Condition change, Duration bound, BooleanSupplier so) throws IOException {
        long left = bound.toNanos();
        try {
            while (!so.getAsBoolean()) {
                if (bound.isZero()) {
                    change.await();
                } else if (left > 0) {
                    left = change.awaitNanos(left);
                } else {
                    throw new SocketTimeoutException("nothing moved on the stream for " + bound);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamResetException("interrupted while waiting on a stream");
        }
    }
}
