package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.time.Instant;
import java.util.Optional;

/// What one person says of another, signed.
///
/// @param issuerName what I call them, or else they themselves; a name proves nothing
/// @param subject empty when it is about something that is no `did:key`
/// @param reason why it was revoked, or is not believed
/// @param delivered whether it waits for nobody any more
/// @param statusKnown how it is known whether it was revoked
public record AttestationInfo(
        Cid id,
        Did issuer,
        String issuerName,
        Optional<Did> subject,
        String subjectName,
        String says,
        Optional<Instant> from,
        Optional<Instant> until,
        State state,
        Optional<String> reason,
        boolean delivered,
        StatusKnown statusKnown) {

    public enum State {
        VALID,
        EXPIRED,
        REVOKED,
        /// Signed by somebody else than it says, changed, or from the future.
        FALSE
    }

    /// How it is known whether it was revoked.
    public enum StatusKnown {
        /// Its issuer is me, or its issuer's node was asked just now.
        ASKED,
        /// Only from what had been brought here.
        HERE
    }
}
