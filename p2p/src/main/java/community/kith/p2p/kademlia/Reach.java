package community.kith.p2p.kademlia;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Scope;

/// Which addresses mean something in a network, and are passed on in it.
public enum Reach {
    /// All: friends may be anywhere.
    ANYWHERE,
    /// Those of the internet.
    INTERNET,
    /// Those of the house.
    HOUSE;

    boolean covers(Multiaddr address) {
        return switch (this) {
            case ANYWHERE -> true;
            case INTERNET -> Scope.of(address) == Scope.PUBLIC;
            case HOUSE -> Scope.of(address) != Scope.PUBLIC;
        };
    }
}
