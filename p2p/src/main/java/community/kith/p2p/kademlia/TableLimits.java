package community.kith.p2p.kademlia;

/// How much a routing table holds.
///
/// @param bucket peers in a bucket, Kademlia's `k`
/// @param spares peers in reserve for a full bucket
/// @param groupInBucket peers of one address group in a bucket, so that whoever owns a network does not own the bucket
/// @param groupInTable peers of one address group in all buckets together
/// @param strikes how often in a row a peer may fail before it goes although no spare waits for its place
public record TableLimits(int bucket, int spares, int groupInBucket, int groupInTable, int strikes) {
    /// 20 peers a bucket; of one group 4 in it and 20 in all.
    public static final TableLimits DEFAULT = new TableLimits(20, 10, 4, 20, 3);
}
