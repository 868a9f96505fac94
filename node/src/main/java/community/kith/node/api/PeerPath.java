package community.kith.node.api;

/// The way bytes take to somebody's device.
///
/// @param kind `loopback`, `lan`, `direct`, `punched` or `relayed`, from the best to the least
/// @param address at the other end, or of the relay
/// @param roundTripMillis 0 when it was not measured yet
/// @param why what keeps it from being better; empty when nothing does
public record PeerPath(String kind, String address, double roundTripMillis, String why) {}
