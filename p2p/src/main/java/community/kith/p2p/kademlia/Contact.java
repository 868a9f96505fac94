package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import java.util.Comparator;

/// A peer and where it is among the keys.
public record Contact(PeerId peer, Key key) {

    /// The contact of a peer.
    public static Contact of(PeerId peer) {
        return new Contact(peer, Key.of(peer));
    }

    /// Nearest to `target` first.
    public static Comparator<Contact> nearest(Key target) {
        return (a, b) -> target.nearer(a.key, b.key);
    }
}
