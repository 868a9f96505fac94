/// Circuit relay v2: a peer that nobody can dial keeps a connection to one that everybody can, and is reached through
/// it.
///
/// [RelayServer][community.kith.p2p.relay.RelayServer] relays for others, as far as a
/// [RelayPolicy][community.kith.p2p.relay.RelayPolicy] lets it;
/// [RelayClient][community.kith.p2p.relay.RelayClient] keeps reservations at relays and takes the calls that come
/// through them; [CircuitTransport][community.kith.p2p.relay.CircuitTransport] dials through a relay. What is relayed
/// stays sealed between its two ends. Source: libp2p specs, `relay/circuit-v2.md`.
package community.kith.p2p.relay;
