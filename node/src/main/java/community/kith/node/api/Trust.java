package community.kith.node.api;

import community.kith.base.name.Did;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How near somebody is to me by the bonds that are known here, and what follows from it.
///
/// @param bond the kind of our bond; empty without one
/// @param distance bonds on the shortest way; empty when none leads there
/// @param ways how many ways there are that have no bond in common
/// @param way the names on a shortest one, mine first
/// @param reads what each reach says of whether they may read content of mine
/// @param mayHold whether they may be given shards of what I keep private
/// @param roomBytes how much of my disk is theirs to use
/// @param roomIs why it is that much
public record Trust(
        Did did,
        String name,
        Optional<String> bond,
        OptionalInt distance,
        int ways,
        List<String> way,
        List<Reading> reads,
        boolean mayHold,
        long roomBytes,
        String roomIs) {
    public Trust {
        way = List.copyOf(way);
        reads = List.copyOf(reads);
    }

    /// @param why not; empty when they may
    public record Reading(String reach, boolean may, String why) {}
}
