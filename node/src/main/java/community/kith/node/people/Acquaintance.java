package community.kith.node.people;

import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.trust.Bond;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody in my book, and the device of theirs that I know.
///
/// @param pledgedByMe bytes of my disk that are theirs to use
/// @param pledgedToMe bytes of their disk that are mine to use, as they last said
/// @param freeForMe how many of those their disk could still take when they last said
public record Acquaintance(
        Did did,
        String name,
        Bond bond,
        PeerId peer,
        List<Multiaddr> addresses,
        Optional<Instant> lastSeen,
        long pledgedByMe,
        long pledgedToMe,
        long freeForMe) {
    public Acquaintance {
        addresses = List.copyOf(addresses);
    }

    Acquaintance withRoom(Sighting sighting) {
        return new Acquaintance(
                did, name, bond, peer, addresses, lastSeen, pledgedByMe, sighting.pledgedToMe(), sighting.freeForMe());
    }

    Acquaintance seen(Sighting sighting) {
        List<Multiaddr> where = sighting.addresses().isEmpty() ? addresses : sighting.addresses();
        return new Acquaintance(
                did, name, bond, peer, where, Optional.of(sighting.at()), pledgedByMe, pledgedToMe, freeForMe);
    }
}
