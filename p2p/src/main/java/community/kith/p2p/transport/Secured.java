package community.kith.p2p.transport;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.muxer.Muxer;

/// What a transport makes of a dial or a call: a connection whose other end has proven its name.
///
/// @param peer who is there
/// @param remote the address at the other end, without the peer's name
/// @param security the protocol that proved the name and keeps the bytes secret, such as `/noise`
/// @param muxer its streams
public record Secured(PeerId peer, Multiaddr remote, String security, Muxer muxer) {}
