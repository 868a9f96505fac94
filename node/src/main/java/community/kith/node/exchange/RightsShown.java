package community.kith.node.exchange;

import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Believes rights that visitors show, once their signatures were checked, and only for as long as they count.
final class RightsShown {
    private final Verified verified = new Verified();
    private final InstantSource clock;

    RightsShown(InstantSource clock) {
        this.clock = clock;
    }

    /// As below; who shows no right asks for what is their own.
    Verdict allow(Optional<Right> right, Did who, Deed deed) {
        return right.map(shown -> allow(shown, who, deed)).orElseGet(Verdict::allowed);
    }

    /// Whether `who` may do that now, by this right, for its owner.
    Verdict allow(Right right, Did who, Deed deed) {
        Instant now = clock.instant();
        return right.allows(who, deed)
                .and(() -> verified.once(right.bytes(), () -> right.verify(now)))
                .and(() -> right.terms().term().at(now));
    }
}
