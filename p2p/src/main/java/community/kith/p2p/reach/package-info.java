/// How others reach us, and we them: one thing to start, which puts observed addresses, AutoNAT, port mapping, relays
/// and
/// hole punching together, and says in plain words how it stands.
///
/// [Reachability][community.kith.p2p.reach.Reachability] is that thing.
package community.kith.p2p.reach;
