package community.kith.community.authority;

import community.kith.base.name.Did;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something that somebody may or may not do something with: whose it is, whom it is for, who may hold it, and what
/// its owner let others do.
///
/// @param named the people that reach `invited` is for
public record Content(
        String name, Did owner, Reach reach, Availability availability, SortedSet<Did> named, List<Given> given) {
    public Content {
        named = Collections.unmodifiableSortedSet(new TreeSet<>(named));
        given = List.copyOf(given);
    }

    /// What the owner let somebody do, for a time.
    public record Given(Did to, Act act, Instant until) {}

    Thing thing() {
        return new Thing("content", name);
    }

    List<Tuple> tuples() {
        List<Tuple> tuples = new ArrayList<>();
        tuples.add(new Tuple(thing(), "owner", one(owner)));
        readers().forEach(subject -> tuples.add(new Tuple(thing(), "audience", subject)));
        keepers().ifPresent(subject -> tuples.add(new Tuple(thing(), "keeper", subject)));
        for (Given each : given) {
            tuples.add(new Tuple(
                    thing(),
                    each.act().given(),
                    one(each.to()),
                    Optional.of(new Tuple.Caveat("in_time", Map.of("until", each.until())))));
        }
        return tuples;
    }

    private List<Subject> readers() {
        return switch (reach) {
            case PRIVATE -> List.of();
            case INVITED -> named.stream().map(Content::one).toList();
            case LOCAL -> List.of(ofOwner("kin"));
            case NEIGHBORHOOD -> List.of(ofOwner("within2"));
            case MUNICIPAL -> List.of(ofOwner("within3"));
            case BIOREGIONAL -> List.of(ofOwner("within4"));
            case COMMONS -> List.of(new Subject.Everybody("person"));
        };
    }

    private Optional<Subject> keepers() {
        return switch (availability) {
            case MINE -> Optional.empty();
            case KIN -> Optional.of(ofOwner("kin"));
            case BONDED -> Optional.of(ofOwner("bonded"));
            case ANYONE -> Optional.of(new Subject.Everybody("person"));
        };
    }

    private Subject ofOwner(String relation) {
        return new Subject.Those(Bonds.person(owner), relation);
    }

    private static Subject one(Did did) {
        return new Subject.One(Bonds.person(did));
    }
}
