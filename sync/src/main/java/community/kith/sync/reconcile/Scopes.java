package community.kith.sync.reconcile;

import community.kith.sync.log.LogId;
import java.util.SortedSet;

/// What one peer may see here, and what is wanted from it: by person and by community. A conversation is about the
/// scopes that both
/// sides name, and about nothing else.
public interface Scopes {
    /// Names of what is to be brought in step with this peer, at most [Conversation#MAX_SCOPES].
    SortedSet<String> names();

    /// The logs that belong to it as far as is known here: of a person, those of its devices; of a community, those of
    /// its members.
    SortedSet<LogId> logs(String scope);

    /// Whether a log that was not known here may come in by a scope. What such a log has to say decides later whether
    /// it counts.
    boolean welcomes(LogId unknown);
}
