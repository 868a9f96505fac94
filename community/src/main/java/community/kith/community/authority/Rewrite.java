package community.kith.community.authority;

import java.util.List;
import java.util.Optional;

/// From what a relation follows.
sealed interface Rewrite {
    /// From tuples, of these kinds of subjects.
    record Direct(List<Kind> kinds) implements Rewrite {}

    /// From another relation to the same thing.
    record Computed(String relation) implements Rewrite {}

    /// From a relation to whatever has the relation `through` to the thing: `viewer from parent`.
    record From(String relation, String through) implements Rewrite {}

    record Any(List<Rewrite> of) implements Rewrite {}

    record All(List<Rewrite> of) implements Rewrite {}

    record But(Rewrite base, Rewrite not) implements Rewrite {}

    /// Which subjects tuples may have.
    ///
    /// @param relation for `type#relation`
    /// @param everybody for `type:*`
    record Kind(String type, Optional<String> relation, boolean everybody, Optional<String> condition) {
        boolean fits(Tuple tuple) {
            boolean subject = switch (tuple.subject()) {
                case Subject.One one -> relation.isEmpty() && !everybody;
                case Subject.Everybody all -> everybody;
                case Subject.Those those -> relation.equals(Optional.of(those.relation()));
            };
            return subject
                    && tuple.subject().type().equals(type)
                    && tuple.caveat().map(Tuple.Caveat::condition).equals(condition);
        }
    }
}
