package community.kith.sim.year;

import community.kith.base.name.PeerId;
import java.util.BitSet;
import java.util.List;

/// One person's laptops, one after the other, and the hours in which each was on.
///
/// @param on the hours in which the laptop of that time can be reached
/// @param laptops in order
record Lifeline(int household, BitSet on, List<Laptop> laptops) {
    /// @param born the hour from which on it is there; may lie before the beginning
    /// @param dies the hour from which on it is not, with all it had
    record Laptop(PeerId id, int born, int dies) {
        boolean lives(int hour) {
            return born <= hour && hour < dies;
        }
    }

    Lifeline {
        laptops = List.copyOf(laptops);
    }

    boolean isOn(int hour) {
        return on.get(hour);
    }
}
