package community.kith.p2p.host;

import community.kith.base.name.PeerId;

/// Is told of peers that come and go. Calls come one after another for a peer, on a thread of the host, and should not
/// take long.
public interface PeerWatcher {

    /// The first connection to a peer is there.
    default void connected(PeerId peer) {}

    /// A peer said what it is, or that something about it changed.
    default void identified(PeerId peer) {}

    /// The last connection to a peer is gone.
    default void disconnected(PeerId peer) {}

    /// This machine woke up, or its own addresses changed: what was known of the network may be wrong.
    default void moved() {}
}
