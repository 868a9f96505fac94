package community.kith.node.api;

import community.kith.base.name.PeerId;

/// A device that showed a ticket.
///
/// @param words that it shows as well, when nobody stands between
public record JoiningDevice(PeerId peer, String name, String words) {}
