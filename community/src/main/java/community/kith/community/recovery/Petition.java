package community.kith.community.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A request to recover as one guardian has it: when it came, what was said of it, and what follows from that.
///
/// @param arrived here
/// @param approved when the guardian's person said yes
/// @param end what ended it before its time
public record Petition(RecoveryRequest request, Instant arrived, Optional<Instant> approved, Optional<End> end) {
    /// Who said no.
    public enum End {
        /// The guardian's person.
        BY_GUARDIAN,
        /// A device of the passport that is asked for.
        BY_OWNER
    }

    /// How a request stands.
    public sealed interface Standing {
        /// Nobody has said anything yet.
        record Open() implements Standing {}

        /// Approved; the share is given out from then on.
        record Waiting(Instant until) implements Standing {}

        /// The machine may have the share.
        record Due() implements Standing {}

        record Ended(End how) implements Standing {}

        record Expired() implements Standing {}
    }

    public static Petition arrived(RecoveryRequest request, Instant now) {
        return new Petition(request, now, Optional.empty(), Optional.empty());
    }

    /// Once ended, it stays so; once expired, nothing revives it.
    public Standing standing(Duration waiting, Instant now) {
        if (end.isPresent()) {
            return new Standing.Ended(end.get());
        }
        if (!now.isBefore(expires())) {
            return new Standing.Expired();
        }
        if (approved.isEmpty()) {
            return new Standing.Open();
        }
        Instant until = approved.get().plus(waiting);
        return now.isBefore(until) ? new Standing.Waiting(until) : new Standing.Due();
    }

    /// Whichever clock is behind, no request lasts longer than it may here.
    public Instant expires() {
        Instant here = arrived.plus(RecoveryRequest.LIFETIME);
        return here.isBefore(request.expires()) ? here : request.expires();
    }

    /// The wait begins with the first approval; a second changes nothing.
    ///
    /// @throws IllegalStateException when it has ended
    public Petition approve(Duration waiting, Instant now) {
        return switch (standing(waiting, now)) {
            case Standing.Open open -> new Petition(request, arrived, Optional.of(now), end);
            case Standing.Waiting still -> this;
            case Standing.Due due -> this;
            case Standing.Ended ended ->
                throw new IllegalStateException(
                        ended.how() == End.BY_OWNER
                                ? "a device of the person it is about has refused this request"
                                : "you have refused this request; a new one is needed");
            case Standing.Expired expired ->
                throw new IllegalStateException("this request is older than 72 hours; a new one is needed");
        };
    }

    /// Says no for good. What the owner says outweighs what the guardian said.
    public Petition end(End how) {
        return new Petition(
                request,
                arrived,
                approved,
                Optional.of(end.filter(End.BY_OWNER::equals).orElse(how)));
    }
}
