package community.kith.community.recovery;

import community.kith.community.identity.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/// Whether a guardian takes one more request in, so that nobody can drown those that matter.
public final class Petitions {
    /// Of one passport, not ended and not expired.
    static final int MAX_OPEN = 8;
    /// Of one passport in [#DAY], whatever became of them.
    static final int MAX_A_DAY = 32;
    /// Of all passports together.
    static final int MAX_KEPT = 256;

    private static final Duration DAY = Duration.ofDays(1);

    private Petitions() {}

    /// What becomes of a request that is not known yet.
    ///
    /// @param known all that are kept here, of whatever passport
    public static Verdict admit(RecoveryRequest request, Collection<Petition> known, Instant now) {
        return request.verify(now)
                .and(() -> Verdict.when(
                        known.size() < MAX_KEPT, () -> "too many requests to recover are here; try again tomorrow"))
                .and(() -> Verdict.when(
                        known.stream()
                                        .filter(one -> one.request().passport().equals(request.passport()))
                                        .filter(one -> one.arrived().isAfter(now.minus(DAY)))
                                        .count()
                                < MAX_A_DAY,
                        () -> "too many requests to recover this passport came today; try again tomorrow"))
                .and(() -> Verdict.when(
                        known.stream()
                                        .filter(one -> one.request().passport().equals(request.passport()))
                                        .filter(one -> one.end().isEmpty() && now.isBefore(one.expires()))
                                        .count()
                                < MAX_OPEN,
                        () -> "too many requests to recover this passport are open; ask the guardian to refuse"
                                + " those that are not yours"));
    }
}
