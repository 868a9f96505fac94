package community.kith.node.people;

import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.trust.Bond;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Somebody in my book, and the device of theirs that I know.
///
/// @param pledgedByMe bytes of my disk that are theirs to use
/// @param pledgedToMe bytes of their disk that are mine to use, as they last said
/// @param freeForMe how many of those their disk could still take when they last said
/// @param household what they and those they live with are called; empty when nobody said
public record Acquaintance(
        Did did,
        String name,
        Bond bond,
        PeerId peer,
        List<Multiaddr> addresses,
        Optional<Instant> lastSeen,
        long pledgedByMe,
        long pledgedToMe,
        long freeForMe,
        String household) {
    public Acquaintance {
        addresses = List.copyOf(addresses);
    }

    /// The networks in which the device was last seen, as far as they tell what fails together.
    public SortedSet<String> networks() {
        return Networks.of(addresses);
    }

    Acquaintance withRoom(Sighting sighting) {
        return new Acquaintance(
                did,
                name,
                bond,
                peer,
                addresses,
                lastSeen,
                pledgedByMe,
                sighting.pledgedToMe(),
                sighting.freeForMe(),
                household);
    }

    Acquaintance seen(Sighting sighting) {
        List<Multiaddr> where = sighting.addresses().isEmpty() ? addresses : sighting.addresses();
        return new Acquaintance(
                did,
                name,
                bond,
                peer,
                where,
                Optional.of(sighting.at()),
                pledgedByMe,
                pledgedToMe,
                freeForMe,
                household);
    }
}
