package community.kith.community.placement;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What fails together: devices of one person, of one household, or behind one network. Two devices that share any of
/// these are in one domain, and so is whoever shares anything with either (union-find).
public final class FailureDomains {
    private final Map<PeerId, PeerId> parents = new HashMap<>();

    /// Where a device stands.
    ///
    /// @param household what the people who live together are called; empty when nobody said
    /// @param networks prefixes of the public addresses at which it was seen, such as `203.0.113.0/24`
    public record Place(PeerId device, Did person, String household, SortedSet<String> networks) {
        public Place {
            networks = Collections.unmodifiableSortedSet(new TreeSet<>(networks));
        }
    }

    private FailureDomains() {}

    /// The domain of each device. A domain is called after its first member, by the person.
    public static NavigableMap<PeerId, Domain> of(Collection<Place> places) {
        FailureDomains domains = new FailureDomains();
        Map<String, PeerId> firstWith = new HashMap<>();
        for (Place place : places) {
            domains.parents.putIfAbsent(place.device(), place.device());
            domains.join(firstWith, "person " + place.person(), place.device());
            if (!place.household().isBlank()) {
                domains.join(firstWith, "household " + place.household(), place.device());
            }
            place.networks().forEach(network -> domains.join(firstWith, "network " + network, place.device()));
        }
        Map<PeerId, Domain> names = new HashMap<>();
        for (Place place : places) {
            names.merge(domains.root(place.device()), Domain.of(place.person()), FailureDomains::first);
        }
        NavigableMap<PeerId, Domain> named = new TreeMap<>();
        places.forEach(place -> named.put(place.device(), names.get(domains.root(place.device()))));
        return Collections.unmodifiableNavigableMap(named);
    }

    private static Domain first(Domain one, Domain other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private void join(Map<String, PeerId> firstWith, String shared, PeerId device) {
        PeerId first = firstWith.putIfAbsent(shared, device);
        if (first != null) {
            parents.put(root(device), root(first));
        }
    }

    private PeerId root(PeerId device) {
        PeerId at = device;
        for (PeerId parent = parents.get(at); parent != null && !parent.equals(at); parent = parents.get(at)) {
            at = parent;
        }
        return at;
    }
}
