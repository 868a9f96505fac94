package community.kith.p2p.kademlia;

/// Whether a node answers others.
public enum Mode {
    /// It only asks, as one does that nobody can dial.
    CLIENT,
    /// It answers as well, and is in the tables of others.
    SERVER
}
