package community.kith.community.authority;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Whether a subject has a relation to a thing.
///
/// @param also tuples that hold for this question only
/// @param context what conditions may ask of
/// @param notBefore the answer is to know all that was known at this position, or none is given
public record Question(
        Thing thing,
        String relation,
        Subject subject,
        List<Tuple> also,
        Map<String, Object> context,
        OptionalLong notBefore) {
    static final int MAX_ALSO = 100;

    public Question {
        also = List.copyOf(also);
        context = Map.copyOf(context);
        if (also.size() > MAX_ALSO) {
            throw new IllegalArgumentException("a question brings at most " + MAX_ALSO + " tuples");
        }
    }

    public Question(Thing thing, String relation, Subject subject) {
        this(thing, relation, subject, List.of(), Map.of(), OptionalLong.empty());
    }

    public Question in(Map<String, Object> context) {
        return new Question(thing, relation, subject, also, context, notBefore);
    }

    public Question with(List<Tuple> also) {
        return new Question(thing, relation, subject, also, context, notBefore);
    }

    public Question notBefore(long position) {
        return new Question(thing, relation, subject, also, context, OptionalLong.of(position));
    }
}
