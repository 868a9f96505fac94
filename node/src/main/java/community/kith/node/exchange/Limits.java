package community.kith.node.exchange;

import java.time.Duration;

/// How much at once, and how slow.
///
/// @param sessionsPerPeer how many sessions one device may have here at a time
/// @param sessions how many all devices may have together
/// @param puts how many blobs may be coming in at a time
/// @param diskFloorBytes so much of the disk stays free, whatever was pledged
/// @param idle a session in which nothing is asked for so long ends
/// @param pace what a peer must manage in the middle of something
public record Limits(int sessionsPerPeer, int sessions, int puts, long diskFloorBytes, Duration idle, Pace pace) {
    public static final Limits DEFAULTS =
            new Limits(8, 512, 32, 256L << 20, Duration.ofSeconds(60), new Pace(256 * 1024, Duration.ofSeconds(20)));

    public Limits {
        if (sessionsPerPeer < 1 || sessions < 1 || puts < 1 || diskFloorBytes < 0) {
            throw new IllegalArgumentException("limits that let nothing through");
        }
    }

    /// At least `bytes` in every `within`, or the rest if that is less.
    public record Pace(int bytes, Duration within) {}

    public Limits withDiskFloor(long bytes) {
        return new Limits(sessionsPerPeer, sessions, puts, bytes, idle, pace);
    }

    public Limits withPuts(int atOnce) {
        return new Limits(sessionsPerPeer, sessions, atOnce, diskFloorBytes, idle, pace);
    }

    public Limits withSessions(int perPeer, int inAll) {
        return new Limits(perPeer, inAll, puts, diskFloorBytes, idle, pace);
    }

    public Limits withPatience(Duration whenIdle, Pace atLeast) {
        return new Limits(sessionsPerPeer, sessions, puts, diskFloorBytes, whenIdle, atLeast);
    }
}
