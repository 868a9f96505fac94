package community.kith.community.authority;

import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.trust.TrustGraph;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who may read and who may keep content. The same rule is asked where holders are chosen, where a shard is offered
/// and where one is asked for.
public final class ReachRule {
    private ReachRule() {}

    /// Whether `reader` belongs to the audience. The owner always does.
    ///
    /// @param named the people an invited reach is for; others ignore it
    public static Verdict mayRead(Reach reach, Did owner, Set<Did> named, Did reader, TrustGraph people) {
        Content content = content(owner, reach, Availability.of(reach), reach == Reach.INVITED ? named : Set.of());
        return Verdict.when(
                new Authority(people).may(reader, Act.READ, content).isAllowed(),
                () -> "this is for " + readers(reach, people.nameOf(owner)));
    }

    /// Whether `holder` may be given content of this reach to keep, by the reach's own default.
    public static Verdict mayHold(Reach reach, Did owner, Did holder, TrustGraph people) {
        return mayHold(Availability.of(reach), owner, holder, people);
    }

    /// Whether `holder` may be given content to keep. The owner's own devices always may.
    public static Verdict mayHold(Availability availability, Did owner, Did holder, TrustGraph people) {
        Content content = content(owner, Reach.PRIVATE, availability, Set.of());
        return Verdict.when(
                new Authority(people).may(holder, Act.HOLD, content).isAllowed(),
                () -> holders(availability, people.nameOf(owner)) + " may keep this");
    }

    private static Content content(Did owner, Reach reach, Availability availability, Set<Did> named) {
        return new Content("this", owner, reach, availability, new TreeSet<>(named), List.of());
    }

    private static String readers(Reach reach, String name) {
        return switch (reach) {
            case PRIVATE -> name + " only";
            case INVITED -> "people whom " + name + " has named only";
            case LOCAL -> "kin of " + name + " only";
            case NEIGHBORHOOD, MUNICIPAL, BIOREGIONAL ->
                "people within " + reach.bonds().orElseThrow() + " bonds of " + name + " only";
            case COMMONS -> "everybody";
        };
    }

    private static String holders(Availability availability, String name) {
        return switch (availability) {
            case MINE -> "only devices of " + name;
            case KIN -> "only kin of " + name;
            case BONDED -> "only people with a bond to " + name;
            case ANYONE -> "anybody";
        };
    }
}
