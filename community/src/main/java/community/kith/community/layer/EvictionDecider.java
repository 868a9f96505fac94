package community.kith.community.layer;

import community.kith.base.name.Did;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Chooses what goes when room runs short or a budget shrinks.
///
/// Layers go in this order: gifts; what I pinned; what my people have beyond their pledges. Within a layer what reaches
/// furthest goes first, since the commons have most others to keep them, and what came last goes before what has been
/// here long. What is sovereign never goes, nor what is within a pledge, however little room there is. What was chosen
/// before stays chosen as long as as much must go, so that notice is given once.
public final class EvictionDecider {
    private static final Comparator<Lodger> ORDER = Comparator.comparing(Lodger::noticed, Comparator.reverseOrder())
            .thenComparing(Lodger::reach, Comparator.reverseOrder())
            .thenComparing(Lodger::since, Comparator.reverseOrder())
            .thenComparing(lodger -> lodger.what().toString())
            .thenComparing(Lodger::owner);

    private EvictionDecider() {}

    /// Who of these lodgers must go. Lodgers of one owner count against their pledge in full.
    public static List<Eviction> decide(Scarcity scarcity, Collection<Lodger> lodgers) {
        List<Eviction> gone = new ArrayList<>();
        List<Lodger> gifts = of(Layer.GIFT, lodgers);
        List<Lodger> invested = of(Layer.INVESTED, lodgers);
        long freed = take(gifts, scarcity.excess(Layer.GIFT), Eviction.Cause.BUDGET, gone)
                + take(invested, scarcity.excess(Layer.INVESTED), Eviction.Cause.BUDGET, gone)
                + beyondPledges(of(Layer.RECIPROCAL, lodgers), scarcity.beyondPledge(), gone);
        freed += take(gifts, scarcity.diskShort() - freed, Eviction.Cause.DISK, gone);
        take(invested, scarcity.diskShort() - freed, Eviction.Cause.DISK, gone);
        return List.copyOf(gone);
    }

    private static List<Lodger> of(Layer layer, Collection<Lodger> lodgers) {
        return new ArrayList<>(lodgers.stream()
                .filter(lodger -> lodger.layer() == layer)
                .sorted(ORDER)
                .toList());
    }

    /// Takes from the front until so many bytes are free; what goes is taken out of the list.
    private static long take(List<Lodger> from, long bytes, Eviction.Cause cause, List<Eviction> gone) {
        long freed = 0;
        while (freed < bytes && !from.isEmpty()) {
            Lodger next = from.removeFirst();
            freed += next.bytes();
            gone.add(new Eviction(next, cause));
        }
        return freed;
    }

    private static long beyondPledges(List<Lodger> from, SortedMap<Did, Long> beyond, List<Eviction> gone) {
        long freed = 0;
        for (Map.Entry<Did, Long> over : beyond.entrySet()) {
            List<Lodger> theirs = from.stream()
                    .filter(lodger -> lodger.owner().equals(over.getKey()))
                    .toList();
            for (Lodger lodger : beyondPledge(theirs, over.getValue())) {
                freed += lodger.bytes();
                gone.add(new Eviction(lodger, Eviction.Cause.PLEDGE));
            }
        }
        return freed;
    }

    /// Those that lie wholly beyond a pledge and, where that is not all, one that lies across its end, as small as can
    /// be.
    /// Whatever then need not go stays.
    private static List<Lodger> beyondPledge(List<Lodger> theirs, long bytes) {
        long over = bytes;
        List<Lodger> going = new ArrayList<>();
        List<Lodger> staying = new ArrayList<>();
        for (Lodger lodger : theirs) {
            boolean fits = lodger.bytes() <= over;
            (fits ? going : staying).add(lodger);
            over -= fits ? lodger.bytes() : 0;
        }
        if (over <= 0 || staying.isEmpty()) {
            return going;
        }
        Lodger across = staying.stream()
                .min(Comparator.comparingLong(Lodger::bytes).thenComparing(ORDER))
                .orElseThrow();
        long spare = across.bytes() - over;
        for (Lodger lodger : List.copyOf(going.reversed())) {
            if (lodger.bytes() <= spare) {
                spare -= lodger.bytes();
                going.remove(lodger);
            }
        }
        going.add(across);
        return going;
    }
}
