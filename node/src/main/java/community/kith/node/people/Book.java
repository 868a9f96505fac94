package community.kith.node.people;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.trust.Bond;
import community.kith.community.trust.TrustGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of [People] as they stood after some change. Immutable.
final class Book {
    private final List<Acquaintance> everybody;
    private final Map<PeerId, Acquaintance> byDevice = new HashMap<>();
    private final List<Bond> bonds;
    private final TrustGraph graph;
    private final String myHousehold;

    /// @param everybody one for each device
    /// @param myHousehold empty when nobody said
    Book(List<Acquaintance> everybody, String myHousehold) {
        this(everybody, everybody.stream().map(Acquaintance::bond).distinct().toList(), myHousehold);
    }

    private Book(List<Acquaintance> everybody, List<Bond> bonds, String myHousehold) {
        this(everybody, bonds, new TrustGraph(bonds), myHousehold);
    }

    private Book(List<Acquaintance> everybody, List<Bond> bonds, TrustGraph graph, String myHousehold) {
        this.everybody = List.copyOf(everybody);
        this.bonds = bonds;
        this.graph = graph;
        this.myHousehold = myHousehold;
        this.everybody.forEach(who -> byDevice.put(who.peer(), who));
    }

    List<Acquaintance> everybody() {
        return everybody;
    }

    Optional<Acquaintance> device(PeerId peer) {
        return Optional.ofNullable(byDevice.get(peer));
    }

    Optional<Acquaintance> person(Did did) {
        return everybody.stream().filter(who -> who.did().equals(did)).findFirst();
    }

    List<Bond> bonds() {
        return bonds;
    }

    String myHousehold() {
        return myHousehold;
    }

    TrustGraph graph() {
        return graph;
    }

    /// The same people after these answered: a person's room is that of whichever device answered last.
    Book seen(Collection<Sighting> sightings) {
        Map<PeerId, Sighting> devices = new HashMap<>();
        Map<Did, Sighting> people = new HashMap<>();
        for (Sighting sighting : sightings) {
            devices.put(sighting.peer(), sighting);
            device(sighting.peer()).ifPresent(who -> people.put(who.did(), sighting));
        }
        List<Acquaintance> now = new ArrayList<>();
        for (Acquaintance who : everybody) {
            Sighting ofPerson = people.get(who.did());
            Sighting ofDevice = devices.get(who.peer());
            Acquaintance withRoom = ofPerson == null ? who : who.withRoom(ofPerson);
            now.add(ofDevice == null ? withRoom : withRoom.seen(ofDevice));
        }
        return new Book(now, bonds, graph, myHousehold);
    }
}
