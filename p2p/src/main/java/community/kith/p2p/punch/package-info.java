/// Hole punching: two peers behind routers, connected through a relay, open their routers for each other at the same
/// moment and then need the relay no more.
///
/// Read [HolePuncher][community.kith.p2p.punch.HolePuncher] first;
/// [PunchTransport][community.kith.p2p.punch.PunchTransport] is how it is done over one transport, and
/// [ListenPort][community.kith.p2p.punch.ListenPort] why a relay can tell which port others must knock at. Source:
/// libp2p specs, `relay/DCUtR.md`.
package community.kith.p2p.punch;
