package community.kith.p2p.pubsub;

/// How many peers a topic's mesh has around us.
///
/// @param wanted how many there should be (D)
/// @param low fewer than this, and peers are grafted (D_lo)
/// @param high more than this, and peers are pruned (D_hi)
/// @param best how many of the best stay when peers are pruned; the rest is drawn by lot (D_score)
/// @param outbound how many of them we dialled ourselves, at the least (D_out)
/// @param lazy how many peers outside the mesh hear of new messages at each beat, at the least (D_lazy)
public record Degrees(int wanted, int low, int high, int best, int outbound, int lazy) {
    /// As specified.
    public static final Degrees DEFAULT = new Degrees(6, 4, 12, 4, 2, 6);

    public Degrees {
        if (low > wanted || wanted > high || best > wanted || outbound >= Math.max(1, low) || 2 * outbound > wanted) {
            throw new IllegalArgumentException("degrees of a mesh that contradict each other");
        }
    }
}
