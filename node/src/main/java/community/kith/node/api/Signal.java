package community.kith.node.api;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.List;

/// Where a peer says it can be reached.
///
/// @param sequence grows with every word of this peer
/// @param addresses those that mean something to whoever asks
/// @param record the peer's own, signed word: a libp2p signed envelope with a peer record, in base64
/// @param expires when it is no longer told
public record Signal(PeerId peerId, long sequence, List<Multiaddr> addresses, String record, Instant expires) {
    public Signal {
        addresses = List.copyOf(addresses);
    }
}
