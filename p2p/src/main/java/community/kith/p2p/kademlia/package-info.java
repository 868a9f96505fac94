/// Kademlia: who is near a key, who has a CID, and small validated records, kept by all for all.
///
/// Everything that decides is plain code without network, clock or chance, so that a simulation of a hundred thousand
/// nodes runs the very same: [Lookup][community.kith.p2p.kademlia.Lookup] finds the nodes closest to a key, and
/// [RoutingTable][community.kith.p2p.kademlia.RoutingTable] remembers whom to start from.
package community.kith.p2p.kademlia;
