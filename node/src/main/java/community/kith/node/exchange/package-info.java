/// How devices keep blobs for each other: the protocol `/kith/shard/1.0.0`, both ends of it.
///
/// Read [ShardClient] first, then [ShardServer]; [Request] and [Answer] are what they say to each other, and
/// `docs/spec/shard-exchange.md` is the same for programs that are not Kith.
package community.kith.node.exchange;
