package community.kith.p2p.kademlia;

import java.time.Duration;

/// How much a node keeps for others, in memory, and for how long. What is farthest from the node goes first.
///
/// @param announcements how many times somebody provides something
/// @param announcementsPerPeer how many things one peer provides
/// @param recordBytes the values and keys of all records together
/// @param expiry how long an announcement or a record is good for
/// @param addresses how long the addresses that came with an announcement are passed on
public record StoreLimits(
        int announcements, int announcementsPerPeer, long recordBytes, Duration expiry, Duration addresses) {
    /// 50,000 announcements and 8 MiB of records for 48 hours, addresses for half an hour.
    public static final StoreLimits DEFAULT =
            new StoreLimits(50_000, 20_000, 8L << 20, Duration.ofDays(2), Duration.ofMinutes(30));
}
