package community.kith.node.connectivity;

import community.kith.base.name.PeerId;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.p2p.relay.CircuitLimit;
import community.kith.p2p.relay.RelayPolicy;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// I relay for my people without limit. Whoever calls one of them through me without being one of mine gets as much as
/// it
/// takes to find a straight way.
final class PeopleRelayed implements RelayPolicy {
    private final People people;
    private volatile Set<PeerId> mine = Set.of();

    PeopleRelayed(People people) {
        this.people = people;
    }

    /// Looks who is in my book now.
    void refresh() throws IOException {
        mine = people.all().stream().map(Acquaintance::peer).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<CircuitLimit> reserve(PeerId peer) {
        return mine.contains(peer) ? Optional.of(CircuitLimit.NONE) : Optional.empty();
    }

    @Override
    public Optional<CircuitLimit> connect(PeerId caller, PeerId target) {
        if (!mine.contains(target)) {
            return Optional.empty();
        }
        return Optional.of(mine.contains(caller) ? CircuitLimit.NONE : CircuitLimit.SHORT);
    }
}
