package community.kith.sync.log;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What those who may have decided about logs; a view follows from it as from the entries.
///
/// Who may decide, and how it is said, is for `community` to know.
///
/// @param settlements which branches count, one for each log at most
/// @param ends up to which sequence a log counts that its owner has ended; what comes after has no effect, whatever its
///     tick
public record Rulings(Collection<Settlement> settlements, SortedMap<LogId, Long> ends) {
    public static final Rulings NONE = of(List.of());

    public Rulings {
        settlements = List.copyOf(settlements);
        ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
    }

    /// Where no log was ended.
    public static Rulings of(Collection<Settlement> settlements) {
        return new Rulings(settlements, new TreeMap<>());
    }
}
