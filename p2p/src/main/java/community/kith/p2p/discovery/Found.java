package community.kith.p2p.discovery;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.util.List;

/// A peer in the same network. Anybody there could have said so; it proves its name when it is dialled.
///
/// @param addresses each ending in the peer's id
public record Found(PeerId peer, List<Multiaddr> addresses) {
    private static final int MAX_ADDRESSES = 16;

    public Found {
        addresses = List.copyOf(addresses);
    }

    /// What of these addresses is the peer's.
    static Found of(PeerId peer, List<Multiaddr> addresses) {
        List<Multiaddr> own = addresses.stream()
                .filter(address -> address.peerId().filter(peer::equals).isPresent())
                .distinct()
                .limit(MAX_ADDRESSES)
                .toList();
        return new Found(peer, own);
    }
}
