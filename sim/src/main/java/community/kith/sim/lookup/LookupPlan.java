package community.kith.sim.lookup;

import community.kith.p2p.kademlia.LookupLimits;

/// One study: a network, what happens to it, and how it is searched.
///
/// @param founders how many nodes the tables are made for at first
/// @param fate what happens then
/// @param limits how each lookup searches
/// @param lookups how many searches are made, each by a live honest node for a random key
public record LookupPlan(int founders, Fate fate, LookupLimits limits, int lookups) {
    private static final int A_FEW = 20;

    /// What happens to a network, as shares of its founders.
    ///
    /// @param dead who has gone, and is still in everybody's tables
    /// @param newcomers who joins, each by looking for itself
    /// @param hostile who lies
    /// @param lie what the hostile say
    /// @param refreshes how often everybody then searches in every bucket of its table
    public record Fate(double dead, double newcomers, double hostile, Lie lie, int refreshes) {}

    /// What the hostile say when they are asked.
    public enum Lie {
        /// The nearest of themselves.
        OWN_KIND,
        /// Peers that do not exist, nearer to the key than anybody.
        INVENTED
    }

    /// A network with nothing wrong with it, at `α` = 3 over one path.
    public static LookupPlan sound(int nodes, int lookups) {
        return new LookupPlan(nodes, new Fate(0, 0, 0, Lie.OWN_KIND, 0), LookupLimits.DEFAULT.withParallel(3), lookups);
    }

    /// A network that began with twenty; all others joined, and everybody refreshed its table once.
    public static LookupPlan grown(int nodes, int lookups) {
        double newcomers = (double) (nodes - A_FEW) / A_FEW;
        return sound(A_FEW, lookups).with(new Fate(0, newcomers, 0, Lie.OWN_KIND, 1));
    }

    /// How many nodes there are in the end; at least those that the tables were made for.
    public int nodes() {
        return (int) Math.max(founders, Math.round(founders * (1 - fate.dead() + fate.newcomers())));
    }

    public LookupPlan withDead(double share) {
        return with(new Fate(share, 0, 0, Lie.OWN_KIND, 0));
    }

    /// Such a share has gone, and as many have come.
    public LookupPlan withChurn(double share) {
        return with(new Fate(share, share, 0, Lie.OWN_KIND, 0));
    }

    public LookupPlan withHostile(double share, Lie lie) {
        return with(new Fate(0, 0, share, lie, 0));
    }

    public LookupPlan with(Fate other) {
        return new LookupPlan(founders, other, limits, lookups);
    }

    public LookupPlan with(LookupLimits other) {
        return new LookupPlan(founders, fate, other, lookups);
    }
}
