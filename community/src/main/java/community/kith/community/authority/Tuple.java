package community.kith.community.authority;

import java.util.Map;
import java.util.Optional;

/// That a subject has a relation to a thing, perhaps on a condition.
public record Tuple(Thing thing, String relation, Subject subject, Optional<Caveat> caveat) {
    public Tuple(Thing thing, String relation, Subject subject) {
        this(thing, relation, subject, Optional.empty());
    }

    /// On what condition.
    ///
    /// @param condition its name in the model
    /// @param context what the tuple itself knows of the condition's parameters
    public record Caveat(String condition, Map<String, Object> context) {
        public Caveat {
            context = Map.copyOf(context);
        }
    }

    @Override
    public String toString() {
        return thing + "#" + relation + "@" + subject
                + caveat.map(on -> " with " + on.condition()).orElse("");
    }
}
