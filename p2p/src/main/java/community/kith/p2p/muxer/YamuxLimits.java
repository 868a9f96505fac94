package community.kith.p2p.muxer;

import java.time.Duration;

/// What one yamux session grants its peer.
///
/// @param streams how many streams may live at once, opened by either end
/// @param unacknowledged how many of them may wait for their first answer, in each direction
/// @param maxWindowBytes how far one stream's receive window may grow from its 256 KiB
/// @param pingEvery how often the round trip is measured; a peer silent for twice as long is given up
/// @param stall how long one write to the connection may make no progress before the peer is given up
/// @param linger how long a stream that we closed is kept for the peer to close too
public record YamuxLimits(
        int streams, int unacknowledged, int maxWindowBytes, Duration pingEvery, Duration stall, Duration linger) {

    /// Generous to friends, bearable with strangers.
    public static final YamuxLimits DEFAULT = new YamuxLimits(
            1024, 256, 16 * 1024 * 1024, Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60));

    public YamuxLimits {
        if (streams < 1 || unacknowledged < 1 || maxWindowBytes < Frame.INITIAL_WINDOW) {
            throw new IllegalArgumentException("yamux limits that allow no stream");
        }
    }
}
