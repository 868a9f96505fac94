package community.kith.community.authority;

import java.util.List;

/// Answers questions from a model and tuples. Pure: the same model, tuples and question give the same answer.
///
/// Bounds: relations are followed at most [#MAX_DEPTH] steps deep and [#MAX_STEPS] steps in all; what comes back to
/// itself is not true by that way.
public final class Checker {
    public static final int MAX_DEPTH = 25;
    public static final int MAX_STEPS = 50_000;

    private final Model model;
    private final Tuples tuples;

    public Checker(Model model, Tuples tuples) {
        this.model = model;
        this.tuples = tuples;
    }

    /// @throws IllegalArgumentException when the model does not know what is asked about
    /// @throws StaleException when the tuples are older than the question wants
    /// @throws TooComplexException when it takes more steps than are taken
    public Answer check(Question question) {
        model.require(question.thing().type(), question.relation());
        model.require(question.subject());
        question.also().forEach(model::require);
        long position = tuples.position();
        if (question.notBefore().isPresent() && position < question.notBefore().getAsLong()) {
            throw new StaleException(position, question.notBefore().getAsLong());
        }
        Reasons reasons = new Following(model, with(question.also()), question).answer();
        return new Answer(reasons.outcome(), reasons, position);
    }

    private Tuples with(List<Tuple> also) {
        if (also.isEmpty()) {
            return tuples;
        }
        return (thing, relation) -> {
            List<Tuple> more = also.stream()
                    .filter(tuple ->
                            tuple.thing().equals(thing) && tuple.relation().equals(relation))
                    .toList();
            if (more.isEmpty()) {
                return tuples.of(thing, relation);
            }
            List<Tuple> all = new java.util.ArrayList<>(tuples.of(thing, relation));
            all.addAll(more);
            return all;
        };
    }

    /// The tuples are older than the question wants.
    public static final class StaleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StaleException(long position, long wanted) {
            super("known here is position " + position + ", not yet " + wanted);
        }
    }
}
