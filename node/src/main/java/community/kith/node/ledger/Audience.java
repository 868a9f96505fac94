package community.kith.node.ledger;

import community.kith.base.name.Did;
import community.kith.community.reach.Reach;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who content is for: whose it is, how far it reaches, and the people named for reach `invited`.
///
/// @param named empty for every other reach
public record Audience(Did owner, Reach reach, SortedSet<Did> named) {
    public Audience {
        named = Collections.unmodifiableSortedSet(new TreeSet<>(named));
    }

    public Audience(Did owner, Reach reach) {
        this(owner, reach, Collections.emptySortedSet());
    }

    /// The named people as the ledger writes them: DIDs with a space between.
    public String namedText() {
        return named.stream().map(Did::toString).collect(Collectors.joining(" "));
    }

    /// Reads what the ledger has.
    ///
    /// @throws ProtocolException when the ledger was written by another hand
    public static Audience parse(String owner, String reach, String named) throws ProtocolException {
        SortedSet<Did> people = new TreeSet<>();
        for (String did : named.isEmpty() ? new String[0] : named.split(" ")) {
            people.add(Did.parse(did));
        }
        Reach known = Reach.labelled(reach)
                .orElseThrow(() -> new ProtocolException("the ledger names a reach “" + reach + "” that there is not"));
        return new Audience(Did.parse(owner), known, people);
    }
}
