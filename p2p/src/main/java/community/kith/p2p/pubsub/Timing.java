package community.kith.p2p.pubsub;

import java.time.Duration;

/// How often and how long.
///
/// @param heartbeat between two rounds of upkeep
/// @param backoff how long a pruned peer is not grafted again
/// @param leaveBackoff the same when we leave the topic
/// @param fanout how long we remember whom we published to on a topic we do not follow
/// @param seen how long a message is known as seen
/// @param promise how long a peer that has a message may take to send it
public record Timing(
        Duration heartbeat, Duration backoff, Duration leaveBackoff, Duration fanout, Duration seen, Duration promise) {
    /// As specified.
    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofSeconds(3));
}
