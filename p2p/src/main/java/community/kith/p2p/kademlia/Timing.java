package community.kith.p2p.kademlia;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// How long things take at most, and how often they are done.
///
/// @param slow after which others are asked in the place of a peer that has not answered
/// @param answer after which it will not answer any more
/// @param lookup for a whole lookup
/// @param refresh how often a bucket is searched, and a silent peer pinged
/// @param republish how often what we provide and what we put is said again
public record Timing(Duration slow, Duration answer, Duration lookup, Duration refresh, Duration republish) {
    /// libp2p's: republished every 22 hours, so that it is there before it expires elsewhere.
    public static final Timing DEFAULT = new Timing(
            Duration.ofMillis(1_500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofHours(22));

    /// When to say again what is said now: up to a tenth early, so that not everything is said at once.
    Instant again(Instant now, RandomGenerator random) {
        return now.plus(republish).minusMillis(random.nextLong(republish.toMillis() / 10 + 1));
    }
}
