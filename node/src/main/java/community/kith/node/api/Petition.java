package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.time.Instant;
import java.util.Optional;

/// A request to recover a passport. The words that belong to it are not in here: the person who asks reads them out.
///
/// @param name of whose passport it is
/// @param role what I have to do with it
/// @param machine what its owner calls the machine that asks
/// @param until when my share is given out, once I approved
public record Petition(
        Cid id,
        Did passport,
        String name,
        Role role,
        String machine,
        Instant at,
        Instant expires,
        State state,
        Optional<Instant> until) {
    public enum Role {
        /// It is my passport.
        OWNER,
        GUARDIAN,
        /// Somebody I know, whose share I do not keep.
        FRIEND
    }

    public enum State {
        OPEN,
        WAITING,
        GIVEN,
        REFUSED,
        /// By a device of the passport itself.
        VETOED,
        EXPIRED
    }
}
