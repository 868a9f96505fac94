/// Hosts that live in one process and talk through memory, for tests and simulations.
///
/// Read [MemoryNetwork][community.kith.p2p.memory.MemoryNetwork] first.
package community.kith.p2p.memory;
