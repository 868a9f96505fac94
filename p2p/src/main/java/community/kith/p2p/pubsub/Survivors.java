package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who stays in a mesh that has grown too large: the best, some by lot, and enough of those we dialled.
final class Survivors {
    private final Degrees degrees;
    private final Circle circle;
    private final Scores scores;

    Survivors(Degrees degrees, Circle circle, Scores scores) {
        this.degrees = degrees;
        this.circle = circle;
        this.scores = scores;
    }

    Set<PeerId> of(Collection<PeerId> mesh) {
        List<PeerId> order = new ArrayList<>(circle.shuffled(List.copyOf(mesh)));
        order.sort(Comparator.comparingDouble(scores::of).reversed());
        List<PeerId> drawn = circle.shuffled(order.subList(degrees.best(), order.size()));
        List<PeerId> staying = new ArrayList<>(order.subList(0, degrees.best()));
        staying.addAll(drawn.subList(0, degrees.wanted() - degrees.best()));
        List<PeerId> rest = drawn.subList(degrees.wanted() - degrees.best(), drawn.size());
        return new LinkedHashSet<>(withOutbound(staying, rest));
    }

    /// Puts peers we dialled in the place of the last others.
    private List<PeerId> withOutbound(List<PeerId> staying, List<PeerId> rest) {
        List<PeerId> spare =
                new ArrayList<>(rest.stream().filter(circle::isOutbound).toList());
        long outbound = staying.stream().filter(circle::isOutbound).count();
        for (int i = staying.size() - 1; i >= 0 && outbound < degrees.outbound() && !spare.isEmpty(); i--) {
            if (!circle.isOutbound(staying.get(i))) {
                staying.set(i, spare.removeFirst());
                outbound++;
            }
        }
        return staying;
    }
}
