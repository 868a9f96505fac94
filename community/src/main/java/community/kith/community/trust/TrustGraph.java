package community.kith.community.trust;

import community.kith.base.name.Did;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who knows whom: people, and the bonds between them as edges of length one. Immutable; the same bonds give the same
/// graph in whatever order they come.
///
/// The bonds have been verified and none was ended: this only counts.
public final class TrustGraph {
    private static final Comparator<Bond> OLDEST_FIRST =
            Comparator.comparing(Bond::formed).thenComparing(Bond::id);

    private final NavigableMap<Did, NavigableMap<Did, Bond>> bonds = new TreeMap<>();
    private final NavigableMap<Did, String> names = new TreeMap<>();

    /// Takes the bonds that are in force.
    ///
    /// @param bonds where two people formed several, the latest counts; what somebody was called in their latest bond
    ///     is their name
    public TrustGraph(Collection<Bond> bonds) {
        for (Bond bond : bonds.stream().sorted(OLDEST_FIRST).toList()) {
            join(bond.a(), bond.b(), bond);
            join(bond.b(), bond.a(), bond);
        }
    }

    private void join(Party from, Party to, Bond bond) {
        bonds.computeIfAbsent(from.did(), absent -> new TreeMap<>()).put(to.did(), bond);
        names.put(from.did(), from.name());
    }

    /// How many bonds lie between two people on the shortest way: 0 for the same person, empty when no way leads there
    /// within `limit` bonds.
    public OptionalInt distance(Did from, Did to, int limit) {
        Integer distance = within(from, limit).get(to);
        return distance == null ? OptionalInt.empty() : OptionalInt.of(distance);
    }

    public OptionalInt distance(Did from, Did to) {
        return distance(from, to, Integer.MAX_VALUE);
    }

    /// Everybody within so many bonds with their distance, nearest first, the person at the centre at 0.
    public SequencedMap<Did, Integer> within(Did centre, int limit) {
        SequencedMap<Did, Integer> found = new LinkedHashMap<>();
        found.put(centre, 0);
        Set<Did> edge = Set.of(centre);
        for (int distance = 1; distance <= limit && !edge.isEmpty(); distance++) {
            NavigableSet<Did> next = new TreeSet<>();
            edge.forEach(person -> next.addAll(neighborsOf(person)));
            next.removeAll(found.keySet());
            for (Did person : next) {
                found.put(person, distance);
            }
            edge = next;
        }
        return Collections.unmodifiableSequencedMap(found);
    }

    /// Everybody with a bond to this person, in order of their DIDs.
    public NavigableSet<Did> neighborsOf(Did person) {
        return Collections.unmodifiableNavigableSet(edges(person).navigableKeySet());
    }

    /// The bond between two people that counts.
    public Optional<Bond> bondBetween(Did one, Did other) {
        return Optional.ofNullable(edges(one).get(other));
    }

    public Optional<BondKind> kindBetween(Did one, Did other) {
        return bondBetween(one, other).map(Bond::kind);
    }

    /// What the person calls themselves, or a short form of the DID when they have no bond here.
    public String nameOf(Did person) {
        return names.getOrDefault(person, person.toString().substring(0, 18) + "…");
    }

    private NavigableMap<Did, Bond> edges(Did person) {
        return bonds.getOrDefault(person, Collections.emptyNavigableMap());
    }
}
