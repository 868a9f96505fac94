package community.kith.sim.lookup;

import community.kith.p2p.kademlia.LookupLimits;

/// One study: a network, what is wrong with it, and how it is searched.
///
/// @param nodes how many nodes the tables were made for
/// @param dead the share of them that has gone since, still in everybody's tables
/// @param newcomers how many have joined since, as a share of `nodes`, each by looking for itself
/// @param hostile the share that refers to its own kind only
/// @param lookups how many searches are made, each by a live honest node for a random key
public record LookupPlan(int nodes, double dead, double newcomers, double hostile, LookupLimits limits, int lookups) {

    /// A network with nothing wrong with it, at `α` = 3 over one path.
    public static LookupPlan sound(int nodes, int lookups) {
        return new LookupPlan(nodes, 0, 0, 0, LookupLimits.DEFAULT.withParallel(3), lookups);
    }

    public LookupPlan withDead(double share) {
        return new LookupPlan(nodes, share, newcomers, hostile, limits, lookups);
    }

    /// Such a share has gone, and as many have come.
    public LookupPlan withChurn(double share) {
        return new LookupPlan(nodes, share, share, hostile, limits, lookups);
    }

    public LookupPlan withHostile(double share) {
        return new LookupPlan(nodes, dead, newcomers, share, limits, lookups);
    }

    public LookupPlan withLimits(LookupLimits other) {
        return new LookupPlan(nodes, dead, newcomers, hostile, other, lookups);
    }
}
