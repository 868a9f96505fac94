package community.kith.doors;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.node.api.PeerPath;
import community.kith.node.api.Person;
import java.time.Instant;
import java.util.Optional;

/// Somebody in a [FakeKith]'s book.
final class FakePerson {
    final Did did;
    final PeerId peerId;
    final String name;
    private final String bond;
    private final long pledgedToMe;
    boolean online = true;
    Instant lastSeen;
    long pledgedByMe;
    long heldForThem;

    FakePerson(Did did, PeerId peerId, String name, String bond, long pledgedToMe, Instant met) {
        this.did = did;
        this.peerId = peerId;
        this.name = name;
        this.bond = bond;
        this.pledgedToMe = pledgedToMe;
        this.pledgedByMe = pledgedToMe;
        this.heldForThem = pledgedToMe / 5;
        this.lastSeen = met;
    }

    Person shown(long heldForMe) {
        return new Person(
                did,
                name,
                bond,
                online,
                Optional.of(lastSeen),
                pledgedByMe,
                heldForThem,
                pledgedToMe,
                heldForMe,
                peerId.toString(),
                online ? Optional.of(new PeerPath("direct", "/ip4/203.0.113.7/tcp/4070", 24.5, "")) : Optional.empty());
    }
}
