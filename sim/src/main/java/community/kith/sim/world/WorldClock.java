package community.kith.sim.world;

import java.time.Instant;
import java.time.InstantSource;

/// Time that stands still until it is moved. Read by many threads, moved by one.
final class WorldClock implements InstantSource {
    private volatile Instant now;

    WorldClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void moveTo(Instant later) {
        if (later.isBefore(now)) {
            throw new IllegalArgumentException("it is " + now + " already, and not " + later + " again");
        }
        now = later;
    }
}
