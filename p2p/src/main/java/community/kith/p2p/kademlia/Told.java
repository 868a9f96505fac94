package community.kith.p2p.kademlia;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.util.List;

/// A peer as one hears of it from another: who, and where it is said to be, without `/p2p/ID` at the end.
public record Told(PeerId peer, List<Multiaddr> addresses) {
    public Told {
        addresses = List.copyOf(addresses);
    }
}
