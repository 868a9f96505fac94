package community.kith.p2p.kademlia;

/// How a lookup searches.
///
/// @param closest how many of the nearest peers it is to find, Kademlia's `k`
/// @param parallel how many questions are under way at once, Kademlia's `α`, shared by all paths
/// @param paths over how many disjoint paths it goes, so that one lying peer misleads one path only (S/Kademlia)
/// @param asks how many questions it asks at most
public record LookupLimits(int closest, int parallel, int paths, int asks) {
    /// What libp2p's networks use, over one path.
    public static final LookupLimits DEFAULT = new LookupLimits(20, 10, 1, 200);

    public LookupLimits {
        if (closest < 1 || parallel < 1 || paths < 1 || asks < 1 || paths > closest) {
            throw new IllegalArgumentException("a lookup for %d over %d paths, %d questions of %d at once"
                    .formatted(closest, paths, asks, parallel));
        }
    }

    /// The same with another number of questions at once.
    public LookupLimits withParallel(int alpha) {
        return new LookupLimits(closest, alpha, paths, asks);
    }

    /// The same over another number of disjoint paths.
    public LookupLimits withPaths(int disjoint) {
        return new LookupLimits(closest, parallel, disjoint, asks);
    }
}
