package community.kith.sim.fault;

import java.time.Instant;

/// A time during which a laptop is on.
public record Spell(Instant from, Instant to) {
    public Spell {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a spell from " + from + " to " + to);
        }
    }
}
