package community.kith.community.layer;

import community.kith.base.name.Did;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What there is too much of.
///
/// @param excess bytes of each layer beyond its budget
/// @param beyondPledge bytes of each person beyond what they were pledged
/// @param diskShort bytes that the disk lacks of what shall always stay free
public record Scarcity(Map<Layer, Long> excess, SortedMap<Did, Long> beyondPledge, long diskShort) {
    public Scarcity {
        excess = excess.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(excess));
        beyondPledge = Collections.unmodifiableSortedMap(new TreeMap<>(beyondPledge));
    }

    /// Whether all is well.
    public boolean isNone() {
        return diskShort <= 0
                && excess.values().stream().allMatch(bytes -> bytes <= 0)
                && beyondPledge.values().stream().allMatch(bytes -> bytes <= 0);
    }

    long excess(Layer layer) {
        return Math.max(0, excess.getOrDefault(layer, 0L));
    }
}
