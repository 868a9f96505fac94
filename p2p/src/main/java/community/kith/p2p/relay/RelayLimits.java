package community.kith.p2p.relay;

import java.time.Duration;

/// What a relay spends in all, whatever its policy allows each peer.
///
/// @param reservations peers it relays for at once
/// @param term how long a reservation holds without being refreshed
/// @param circuits calls at once
/// @param circuitsPerPeer calls at once that one peer is an end of
/// @param patience how long each step of a request may take
public record RelayLimits(int reservations, Duration term, int circuits, int circuitsPerPeer, Duration patience) {
    /// For a home line: each call costs two threads' worth of buffers, 128 KiB.
    public static final RelayLimits DEFAULT =
            new RelayLimits(128, Duration.ofHours(1), 128, 16, Duration.ofSeconds(10));
}
