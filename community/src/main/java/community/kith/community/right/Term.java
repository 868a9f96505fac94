package community.kith.community.right;

import community.kith.community.identity.Moments;
import community.kith.community.identity.Verdict;
import java.time.Duration;
import java.time.Instant;

/// From when until when, in whole seconds.
public record Term(Instant issued, Instant expires) {
    /// Nobody answers for longer than that for somebody who does not answer themselves.
    public static final Duration LONGEST = Duration.ofDays(400);

    public Term {
        issued = Moments.seconds(issued);
        expires = Moments.seconds(expires);
        if (!expires.isAfter(issued) || expires.isAfter(issued.plus(LONGEST))) {
            throw new IllegalArgumentException("a right from " + issued + " until " + expires);
        }
    }

    /// Refuses what is from the future or over.
    public Verdict at(Instant now) {
        return Moments.notAfter(now, "the right", issued)
                .and(() -> Verdict.when(now.isBefore(expires), () -> "the right ended at " + expires));
    }
}
