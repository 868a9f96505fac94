package community.kith.community.trust;

import community.kith.base.name.Did;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Who knows whom: people, and the bonds between them as edges of length one. Immutable; the same bonds give the same
/// graph in whatever order they come.
///
/// The bonds have been verified and none was ended: this only counts.
public final class TrustGraph {
    private static final Comparator<Bond> OLDEST_FIRST =
            Comparator.comparing(Bond::formed).thenComparing(Bond::id);

    /// More ways than that are not counted.
    private static final int MOST_WAYS = 16;

    /// Nobody further away hangs on a bond of mine.
    private static final int FURTHEST = 6;

    private final NavigableMap<Did, NavigableMap<Did, Bond>> bonds = new TreeMap<>();
    private final NavigableMap<Did, String> names = new TreeMap<>();
    private final Mesh mesh;

    /// Takes the bonds that are in force.
    ///
    /// @param bonds where two people formed several, the latest counts; what somebody was called in their latest bond
    ///     is their name
    public TrustGraph(Collection<Bond> bonds) {
        for (Bond bond : bonds.stream().sorted(OLDEST_FIRST).toList()) {
            join(bond.a(), bond.b(), bond);
            join(bond.b(), bond.a(), bond);
        }
        this.mesh = new Mesh(bonds.stream()
                .map(bond -> new Mesh.Edge(bond.a().did(), bond.b().did()))
                .toList());
    }

    private void join(Party from, Party to, Bond bond) {
        bonds.computeIfAbsent(from.did(), absent -> new TreeMap<>()).put(to.did(), bond);
        names.put(from.did(), from.name());
    }

    /// How many bonds lie between two people on the shortest way: 0 for the same person, empty when no way leads there
    /// within `limit` bonds.
    public OptionalInt distance(Did from, Did to, int limit) {
        Optional<Integer> one = mesh.number(from);
        Optional<Integer> other = mesh.number(to);
        if (from.equals(to) || one.isEmpty() || other.isEmpty()) {
            return from.equals(to) ? OptionalInt.of(0) : OptionalInt.empty();
        }
        int distance = mesh.distances(one.get(), limit)[other.get()];
        return distance == Mesh.UNREACHED ? OptionalInt.empty() : OptionalInt.of(distance);
    }

    public OptionalInt distance(Did from, Did to) {
        return distance(from, to, Integer.MAX_VALUE);
    }

    /// Everybody within so many bonds with their distance, nearest first, the person at the centre at 0.
    public SequencedMap<Did, Integer> within(Did centre, int limit) {
        SequencedMap<Did, Integer> found = new LinkedHashMap<>();
        found.put(centre, 0);
        Optional<Integer> from = mesh.number(centre);
        if (from.isEmpty()) {
            return Collections.unmodifiableSequencedMap(found);
        }
        int[] distances = mesh.distances(from.get(), limit);
        int furthest = Arrays.stream(distances).max().orElse(0);
        for (int distance = 1; distance <= furthest; distance++) {
            for (int person = 0; person < distances.length; person++) {
                if (distances[person] == distance) {
                    found.put(mesh.person(person), distance);
                }
            }
        }
        return Collections.unmodifiableSequencedMap(found);
    }

    /// How near somebody is: the shortest way, and how many ways there are that share no bond.
    public Nearness nearness(Did from, Did to) {
        Optional<Integer> one = mesh.number(from);
        Optional<Integer> other = mesh.number(to);
        if (from.equals(to)) {
            return new Nearness(OptionalInt.of(0), 0, List.of(from));
        }
        if (one.isEmpty() || other.isEmpty()) {
            return new Nearness(OptionalInt.empty(), 0, List.of());
        }
        int[] way = mesh.way(one.get(), other.get(), Integer.MAX_VALUE);
        return way.length == 0
                ? new Nearness(OptionalInt.empty(), 0, List.of())
                : new Nearness(
                        OptionalInt.of(way.length - 1),
                        mesh.flow(one.get(), other.get(), MOST_WAYS),
                        Arrays.stream(way).mapToObj(mesh::person).toList());
    }

    /// The bond of `from` that somebody hangs on, by whom it is with; empty when no way leads there.
    public Optional<Did> door(Did from, Did to) {
        Optional<Integer> one = mesh.number(from);
        Optional<Integer> other = mesh.number(to);
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        int[] way = mesh.way(one.get(), other.get(), FURTHEST);
        return way.length > 1 ? Optional.of(mesh.person(way[1])) : Optional.empty();
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
