package community.kith.node.exchange;

import java.time.Duration;

/// How a visitor treats holders.
///
/// @param sessionsPerPeer how many sessions may be open with one holder at a time; further calls wait for one
/// @param answer how long a holder, or a free session, is waited for
/// @param keep how long a session that nobody uses stays open
/// @param pace what a holder must manage while bytes flow
public record Patience(int sessionsPerPeer, Duration answer, Duration keep, Limits.Pace pace) {
    public static final Patience DEFAULTS = new Patience(
            4, Duration.ofSeconds(20), Duration.ofSeconds(30), new Limits.Pace(256 * 1024, Duration.ofSeconds(20)));
}
