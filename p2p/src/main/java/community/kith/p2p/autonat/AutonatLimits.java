package community.kith.p2p.autonat;

import java.time.Duration;

/// What dialling back for others may cost.
///
/// @param perMinute requests served in all
/// @param perPeerAndMinute requests served for one peer
/// @param atOnce requests being served
/// @param priceBytes the least a client pays for a dial to an address it does not come from; up to three times that is
/// asked
/// @param patience how long each step may take
public record AutonatLimits(int perMinute, int perPeerAndMinute, int atOnce, int priceBytes, Duration patience) {
    /// Within what the specification suggests: 30 to 90 kB.
    public static final AutonatLimits DEFAULT = new AutonatLimits(60, 6, 8, 30_000, Duration.ofSeconds(10));
}
