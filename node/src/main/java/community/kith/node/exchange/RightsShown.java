package community.kith.node.exchange;

import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.node.ledger.Entrusted;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Believes rights that visitors show, once their signatures were checked, and only for as long as they count.
final class RightsShown {
    private final Verified verified = new Verified();
    private final Entrusted entrusted;
    private final InstantSource clock;

    /// @param entrusted which of them were taken back
    RightsShown(Entrusted entrusted, InstantSource clock) {
        this.entrusted = entrusted;
        this.clock = clock;
    }

    /// As below; who shows no right asks for what is their own.
    Verdict allow(Optional<Right> right, Did who, Deed deed) throws IOException {
        return right.isEmpty() ? Verdict.allowed() : allow(right.get(), who, deed);
    }

    /// Whether `who` may do that now, by this right, for its owner.
    Verdict allow(Right right, Did who, Deed deed) throws IOException {
        Verdict verdict = right.allows(who, deed).and(() -> believe(right));
        return verdict.isAllowed() && entrusted.isWithdrawn(right)
                ? Verdict.refused("this right was taken back")
                : verdict;
    }

    /// Whether a right was given, and counts now for whoever has it.
    Verdict believe(Right right) {
        Instant now = clock.instant();
        return verified.once(right.bytes(), () -> right.verify(now))
                .and(() -> right.terms().term().at(now));
    }
}
