package community.kith.sim.year;

import community.kith.base.name.PeerId;
import java.util.BitSet;

/// A laptop: when it was bought, when it is lost with all that it has, and when it can be reached in between.
final class Laptop {
    final PeerId id;
    final int household;
    private final BitSet on;
    private final int born;
    private final int dies;

    /// @param on the hours in which its person's laptop of that time can be reached
    /// @param born the hour from which on it is there; may lie before the beginning
    /// @param dies the hour from which on it is not
    Laptop(PeerId id, int household, BitSet on, int born, int dies) {
        this.id = id;
        this.household = household;
        this.on = on;
        this.born = born;
        this.dies = dies;
    }

    boolean lives(int hour) {
        return born <= hour && hour < dies;
    }

    boolean isOn(int hour) {
        return lives(hour) && on.get(hour);
    }

    int born() {
        return born;
    }

    int dies() {
        return dies;
    }
}
