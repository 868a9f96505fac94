package community.kith.community.authority;

import java.util.List;

/// The tuples that are known, as of some position.
public interface Tuples {
    /// Those of one thing and relation, always in the same order.
    List<Tuple> of(Thing thing, String relation);

    /// Those of them with this subject.
    default List<Tuple> of(Thing thing, String relation, Subject subject) {
        return of(thing, relation).stream()
                .filter(tuple -> tuple.subject().equals(subject))
                .toList();
    }

    /// What they are as of. A later position knows all that an earlier one did, and what was taken back since.
    default long position() {
        return 0;
    }
}
