/// A peer in a network: who it is, where it listens, which protocols it speaks.
///
/// Read [Host][community.kith.p2p.host.Host] first: it is all that a program built on this module needs.
/// [Libp2pHost][community.kith.p2p.host.Libp2pHost] is the real one, over TCP;
/// [MemoryNetwork][community.kith.p2p.memory.MemoryNetwork] has hosts for tests and simulations.
package community.kith.p2p.host;
