package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.community.authority.ReachRule;
import community.kith.community.placement.Candidate;
import community.kith.community.placement.Domain;
import community.kith.community.placement.FailureDomains;
import community.kith.community.reach.Availability;
import community.kith.community.trust.TrustGraph;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The people around me as holders: who may be given what, who is there, whose silence has lasted too long.
final class Circle {
    private final Me me;
    private final People people;
    private final Presence presence;
    private volatile @Nullable Known domains;

    /// @param edition of the book that these are the domains of
    private record Known(Object edition, NavigableMap<PeerId, Domain> domains) {}

    Circle(Me me, People people, Presence presence) {
        this.me = me;
        this.people = people;
        this.presence = presence;
    }

    Me me() {
        return me;
    }

    List<Acquaintance> people() throws IOException {
        return people.all();
    }

    /// Those who are there now, in order of their names.
    List<PeerId> online() {
        try {
            return people.all().stream()
                    .map(Acquaintance::peer)
                    .filter(presence::isOnline)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    boolean isOnline(PeerId peer) {
        return peer.equals(me.peer()) || presence.isOnline(peer);
    }

    /// Those who may hold content of mine with that availability, me left out.
    List<Acquaintance> eligible(Availability availability) throws IOException {
        TrustGraph graph = people.graph();
        return people.all().stream()
                .filter(who -> ReachRule.mayHold(availability, me.did(), who.did(), graph)
                        .isAllowed())
                .toList();
    }

    Candidate candidate(Acquaintance who) throws IOException {
        return new Candidate(
                who.peer(),
                domainOf(who.peer()),
                who.freeForMe(),
                presence.isOnline(who.peer()),
                presence.odds(who.peer()));
    }

    /// Myself as a holder of what I put: here now, never given more than I keep anyway.
    Candidate myself() throws IOException {
        return new Candidate(me.peer(), domainOf(me.peer()), 0, true, presence.odds(me.peer()));
    }

    Optional<Presence.Seen> seen(PeerId holder) throws IOException {
        return presence.seen(holder);
    }

    /// How absent repair took holders to be when it was last told.
    NavigableMap<PeerId, Duration> absences() throws IOException {
        return people.attendances().absences();
    }

    void keepAbsences(NavigableMap<PeerId, Duration> absences) throws IOException {
        people.attendances().keepAbsences(absences);
    }

    /// Which of us fail together, worked out again when the book has changed.
    private NavigableMap<PeerId, Domain> domains() throws IOException {
        Object edition = people.edition();
        Known known = domains;
        if (known == null || !known.edition.equals(edition)) {
            List<FailureDomains.Place> places = new ArrayList<>();
            places.add(new FailureDomains.Place(me.peer(), me.did(), people.myHousehold(), presence.networks()));
            people.all()
                    .forEach(who -> places.add(
                            new FailureDomains.Place(who.peer(), who.did(), who.household(), who.networks())));
            known = new Known(edition, FailureDomains.of(places));
            domains = known;
        }
        return known.domains;
    }

    /// Whether a holder has answered within `grace`, counting only the time in which this node was looking.
    boolean isTrusted(PeerId holder, Duration grace, java.time.Instant now) throws IOException {
        if (isOnline(holder)) {
            return true;
        }
        Optional<Acquaintance> who = people.device(holder);
        return who.isPresent() && presence.lastSign(who.get()).plus(grace).isAfter(now);
    }

    /// What fails together with a device: its person, household and network, or itself when I do not know whose it is.
    Domain domainOf(PeerId holder) throws IOException {
        Domain known = domains().get(holder);
        return known == null ? new Domain(holder.toString()) : known;
    }

    /// What fails together with a device, for people: what its household is called, or else the first person in it.
    String domainName(PeerId holder) throws IOException {
        Domain domain = domainOf(holder);
        if (domain.equals(domainOf(me.peer()))) {
            return people.myHousehold().isEmpty() ? me.name() : people.myHousehold();
        }
        String first = domain.id();
        for (Acquaintance who : people.all()) {
            if (domain.equals(domainOf(who.peer()))) {
                if (!who.household().isEmpty()) {
                    return who.household();
                }
                first = who.did().toString().equals(domain.id()) ? who.name() : first;
            }
        }
        return first;
    }

    Optional<Acquaintance> device(PeerId holder) throws IOException {
        return people.device(holder);
    }

    /// Somebody in my book, by name or DID.
    ///
    /// @throws IllegalArgumentException when nobody, or more than one, is called that
    Acquaintance named(String who) throws IOException {
        List<Acquaintance> found = people.all().stream()
                .filter(one ->
                        one.name().equalsIgnoreCase(who) || one.did().toString().equals(who))
                .toList();
        return switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 ->
                throw new IllegalArgumentException(
                        "nobody in your book is called '" + who + "' (kith people shows them)");
            default ->
                throw new IllegalArgumentException(
                        found.size() + " people in your book are called '" + who + "': say which by their DID");
        };
    }
}
