package community.kith.sync.reconcile;

import java.util.List;
import java.util.Optional;

/// What one side says of the ids from where the span before ended up to before `end`.
///
/// @param end none when it goes on to the last
public record Span(Optional<Id> end, Content content) {
    public sealed interface Content {
        /// Nothing more to say of these.
        record Skip() implements Content {}

        /// Whether they are the same on both sides, most likely is told by this.
        record Fingerprint(Id.Half hash) implements Content {}

        /// All of them there are here.
        record Listed(List<Id> ids) implements Content {}
    }
}
