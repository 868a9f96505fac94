package community.kith.community.authority;

import community.kith.base.name.Did;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.TrustGraph;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bonds of a graph as tuples: `person:ada#bonded@person:ben`, and `#kin` for those of that kind. For one question,
/// in one thread.
final class Bonds implements Tuples {
    private static final String PERSON = "person";
    private static final String KIN = "kin";

    private final TrustGraph people;
    /// Whose names were read already: to read one takes longer than all the rest.
    private final Map<String, Optional<Did>> known = new HashMap<>();

    Bonds(TrustGraph people) {
        this.people = people;
    }

    static Thing person(Did did) {
        return new Thing(PERSON, did.toString());
    }

    @Override
    public List<Tuple> of(Thing thing, String relation) {
        Optional<Did> whose = did(thing);
        List<Tuple> tuples = new ArrayList<>();
        if (whose.isPresent()) {
            for (Did other : people.neighborsOf(whose.get())) {
                if (counts(whose.get(), other, relation)) {
                    known.put(other.toString(), Optional.of(other));
                    tuples.add(new Tuple(thing, relation, new Subject.One(person(other))));
                }
            }
        }
        return tuples;
    }

    @Override
    public List<Tuple> of(Thing thing, String relation, Subject subject) {
        Optional<Did> whose = did(thing);
        Optional<Did> other = subject instanceof Subject.One one ? did(one.thing()) : Optional.empty();
        return whose.isPresent() && other.isPresent() && counts(whose.get(), other.get(), relation)
                ? List.of(new Tuple(thing, relation, subject))
                : List.of();
    }

    private boolean counts(Did whose, Did other, String relation) {
        Optional<BondKind> kind = people.kindBetween(whose, other);
        return kind.isPresent() && (!relation.equals(KIN) || kind.get() == BondKind.KIN);
    }

    private Optional<Did> did(Thing thing) {
        return thing.type().equals(PERSON) ? known.computeIfAbsent(thing.id(), Bonds::read) : Optional.empty();
    }

    private static Optional<Did> read(String text) {
        try {
            return Optional.of(Did.parse(text));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }
}
