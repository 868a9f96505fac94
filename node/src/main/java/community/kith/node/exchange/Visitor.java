package community.kith.node.exchange;

import community.kith.base.name.Did;
import community.kith.community.authority.ReachRule;
import community.kith.community.identity.Verdict;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.trust.Bond;
import community.kith.community.trust.TrustGraph;
import community.kith.node.ledger.Audience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who asks, what they are to me, and what follows: asked anew for each request, so that a bond that ended ends what it
/// allowed. For one thread.
final class Visitor {
    private final Did me;
    private final Did did;
    private final PeopleBook people;
    private final VerifiedBonds check;
    private final List<byte[]> shown;
    private Optional<List<Bond>> believed = Optional.empty();
    private Optional<String> door = Optional.empty();

    /// @param shown bonds that the visitor presented, not yet believed
    Visitor(Did me, Did did, PeopleBook people, VerifiedBonds check, List<byte[]> shown) {
        this.me = me;
        this.did = did;
        this.people = people;
        this.check = check;
        this.shown = shown;
    }

    Did did() {
        return did;
    }

    boolean isMe() {
        return did.equals(me);
    }

    boolean isKnown() throws IOException {
        return isKnown(did);
    }

    /// Whether I have a bond with somebody in whose name the visitor may come.
    boolean isKnown(Did person) throws IOException {
        return person.equals(me) || people.bondedWith(person);
    }

    /// Which bond of mine the visitor hangs on, by all bonds that are known: whom it is with, or empty.
    String door() throws IOException {
        if (door.isEmpty()) {
            door = Optional.of(
                    rights().widerGraph().door(me, did).map(Did::toString).orElse(""));
        }
        return door.get();
    }

    /// Whether I may keep content of this reach for the visitor.
    Verdict mayPlace(Reach reach) throws IOException {
        return isMe() ? Verdict.allowed() : ReachRule.mayHold(reach, did, me, people.graph());
    }

    /// Whether I may keep something for a visitor beyond my bonds: what is meant for me too.
    Verdict mayGive(Audience audience) throws IOException {
        return rights().reaches(me, audience);
    }

    /// Whether I may keep what an owner wants held by these, when somebody else brings it.
    Verdict mayBeHeld(Availability availability, Did owner) throws IOException {
        return ReachRule.mayHold(availability, owner, me, people.graph());
    }

    /// What the visitor may read, for as long as one request takes.
    Rights rights() {
        return new Rights();
    }

    private List<Bond> believed() {
        if (believed.isEmpty()) {
            believed = Optional.of(check.among(shown));
        }
        return believed.get();
    }

    /// The rules of reach, with what was found out in one request.
    final class Rights {
        private final Map<Audience, Verdict> verdicts = new HashMap<>();
        private Optional<TrustGraph> own = Optional.empty();
        private Optional<TrustGraph> wider = Optional.empty();

        /// Whether one of these audiences has the visitor in it.
        Verdict mayRead(List<Audience> audiences) throws IOException {
            Verdict verdict = Verdict.refused("nobody placed it here for anybody");
            for (Audience audience : audiences) {
                verdict = mayRead(audience);
                if (verdict.isAllowed()) {
                    return verdict;
                }
            }
            return verdict;
        }

        private Verdict mayRead(Audience audience) throws IOException {
            Verdict known = verdicts.get(audience);
            if (known != null) {
                return known;
            }
            Verdict verdict = decide(audience);
            verdicts.put(audience, verdict);
            return verdict;
        }

        private Verdict decide(Audience audience) throws IOException {
            if (audience.owner().equals(did) || audience.reach() == Reach.COMMONS) {
                return Verdict.allowed();
            }
            Verdict byMine = judge(audience, ownGraph());
            if (!byMine.isAllowed() && people.letsRead(audience.owner(), did, check.now())) {
                return Verdict.allowed();
            }
            boolean moreMayHelp = switch (audience.reach()) {
                case NEIGHBORHOOD, MUNICIPAL, BIOREGIONAL, LOCAL -> !shown.isEmpty();
                case PRIVATE, INVITED, COMMONS -> false;
            };
            return byMine.isAllowed() || !moreMayHelp ? byMine : judge(audience, widerGraph());
        }

        private Verdict judge(Audience audience, TrustGraph graph) {
            return ReachRule.mayRead(audience.reach(), audience.owner(), audience.named(), did, graph);
        }

        /// Whether somebody is among those whom it is for, by all bonds that are known.
        Verdict reaches(Did reader, Audience audience) throws IOException {
            return audience.reach() == Reach.COMMONS
                    ? Verdict.allowed()
                    : ReachRule.mayRead(audience.reach(), audience.owner(), audience.named(), reader, widerGraph());
        }

        private TrustGraph ownGraph() throws IOException {
            if (own.isEmpty()) {
                own = Optional.of(people.graph());
            }
            return own.get();
        }

        private TrustGraph widerGraph() throws IOException {
            if (wider.isEmpty()) {
                List<Bond> all = new ArrayList<>(believed());
                all.addAll(people.bonds());
                wider = Optional.of(new TrustGraph(all));
            }
            return wider.get();
        }
    }
}
