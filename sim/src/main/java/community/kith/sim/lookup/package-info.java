/// How well Kademlia's lookups find their way in networks of up to a hundred thousand nodes.
///
/// The nodes here are the real [routing tables][community.kith.p2p.kademlia.RoutingTable] and the real
/// [lookups][community.kith.p2p.kademlia.Lookup]; only the messages between them are imagined. Read
/// [LookupStudy][community.kith.sim.lookup.LookupStudy] first.
package community.kith.sim.lookup;
