package community.kith.node.people;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.List;

/// A device answered.
///
/// @param addresses where it can be reached now; none when that is not known
/// @param pledgedToMe what its person promises me, in bytes
/// @param freeForMe how many of those its disk could take now
record Sighting(PeerId peer, Instant at, List<Multiaddr> addresses, long pledgedToMe, long freeForMe) {
    Sighting {
        addresses = List.copyOf(addresses);
    }
}
