package community.kith.p2p.host;

/// Which end of a connection dialled.
public enum Direction {
    /// We did.
    OUTBOUND,
    /// The peer did.
    INBOUND
}
