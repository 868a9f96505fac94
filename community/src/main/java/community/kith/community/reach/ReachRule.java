package community.kith.community.reach;

import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.TrustGraph;
import java.util.Optional;
import java.util.Set;

/// Who may read and who may keep content. The same rule is asked where holders are chosen, where a shard is offered
/// and where one is asked for.
public final class ReachRule {
    private ReachRule() {}

    /// Whether `reader` belongs to the audience. The owner always does.
    ///
    /// @param named the people an invited reach is for; others ignore it
    public static Verdict mayRead(Reach reach, Did owner, Set<Did> named, Did reader, TrustGraph people) {
        if (reader.equals(owner)) {
            return Verdict.allowed();
        }
        String name = people.nameOf(owner);
        return switch (reach) {
            case PRIVATE -> Verdict.refused("this is for " + name + " only");
            case INVITED ->
                Verdict.when(named.contains(reader), () -> "this is for people whom " + name + " has named only");
            case LOCAL -> Verdict.when(isKin(owner, reader, people), () -> "this is for kin of " + name + " only");
            case NEIGHBORHOOD, MUNICIPAL, BIOREGIONAL -> within(reach.bonds().orElseThrow(), owner, reader, people);
            case COMMONS -> Verdict.allowed();
        };
    }

    /// Whether `holder` may be given content of this reach to keep, by the reach's own default.
    public static Verdict mayHold(Reach reach, Did owner, Did holder, TrustGraph people) {
        return mayHold(Availability.of(reach), owner, holder, people);
    }

    /// Whether `holder` may be given content to keep. The owner's own devices always may.
    public static Verdict mayHold(Availability availability, Did owner, Did holder, TrustGraph people) {
        if (holder.equals(owner)) {
            return Verdict.allowed();
        }
        String name = people.nameOf(owner);
        return switch (availability) {
            case MINE -> Verdict.refused("only devices of " + name + " may keep this");
            case KIN -> Verdict.when(isKin(owner, holder, people), () -> "only kin of " + name + " may keep this");
            case BONDED ->
                Verdict.when(
                        people.bondBetween(owner, holder).isPresent(),
                        () -> "only people with a bond to " + name + " may keep this");
            case ANYONE -> Verdict.allowed();
        };
    }

    private static Verdict within(int bonds, Did owner, Did reader, TrustGraph people) {
        return Verdict.when(
                people.distance(owner, reader, bonds).isPresent(),
                () -> "this is for people within " + bonds + " bonds of " + people.nameOf(owner) + " only");
    }

    private static boolean isKin(Did owner, Did other, TrustGraph people) {
        return people.kindBetween(owner, other).equals(Optional.of(BondKind.KIN));
    }
}
