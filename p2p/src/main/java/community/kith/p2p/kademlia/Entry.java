package community.kith.p2p.kademlia;

/// A record as it travels and is kept: a value and the key it is kept under, `/NAMESPACE/…`.
@SuppressWarnings("ArrayRecordComponent") // not compared
record Entry(byte[] key, byte[] value) {}
