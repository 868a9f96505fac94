package community.kith.community.trust;

import community.kith.base.name.Did;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How near somebody is in the trust graph.
///
/// @param distance bonds on the shortest way; empty when none leads there
/// @param ways how many ways have no bond in common, which is how many bonds would have to be cut to part us
/// @param way a shortest one, both of us included; empty when there is none
public record Nearness(OptionalInt distance, int ways, List<Did> way) {
    public Nearness {
        way = List.copyOf(way);
    }

    /// The bond of mine that somebody hangs on: whom it is with. What all those are worth together who hang on one bond
    /// is bounded by it, however many keys they have.
    public Optional<Did> door() {
        return way.size() > 1 ? Optional.of(way.get(1)) : Optional.empty();
    }
}
