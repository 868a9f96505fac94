package community.kith.node.exchange;

import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.InstantSource;

/// Watches that a peer in the middle of something keeps its pace: single reads and writes are bounded by the stream,
/// and
/// this catches who sends one byte just before each of those bounds. For one thread.
final class Pacer {
    private final Limits.Pace pace;
    private final InstantSource clock;
    private Instant stepBegan = Instant.EPOCH;
    private int moved;
    private boolean watching;

    Pacer(Limits.Pace pace, InstantSource clock) {
        this.pace = pace;
        this.clock = clock;
    }

    void begin() {
        watching = true;
        step();
    }

    /// Nothing is under way: waiting costs nothing.
    void rest() {
        watching = false;
    }

    void moved(int bytes) throws SocketTimeoutException {
        if (!watching) {
            return;
        }
        moved += bytes;
        if (moved >= pace.bytes()) {
            step();
        } else if (clock.instant().isAfter(stepBegan.plus(pace.within()))) {
            throw new SocketTimeoutException("only " + moved + " bytes in " + pace.within());
        }
    }

    private void step() {
        stepBegan = clock.instant();
        moved = 0;
    }
}
