package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who said, or showed, that they have which blobs: hints for whoever reads next, which may have become wrong. Guarded
/// by
/// this object's monitor, and bounded.
final class Sightings {
    private static final int BLOBS = 8_192;
    private static final int HOLDERS = 20;

    /// Least recently used first.
    private final Map<Cid, Set<PeerId>> holders = new LinkedHashMap<>(16, 0.75f, true);

    synchronized void seen(PeerId holder, Collection<Cid> blobs) {
        for (Cid blob : blobs) {
            Set<PeerId> of = holders.computeIfAbsent(blob, unseen -> new LinkedHashSet<>(2));
            if (of.size() < HOLDERS) {
                of.add(holder);
            }
        }
        while (holders.size() > BLOBS) {
            holders.remove(holders.keySet().iterator().next());
        }
    }

    synchronized void gone(PeerId holder, Cid blob) {
        Set<PeerId> of = holders.get(blob);
        if (of != null && of.remove(holder) && of.isEmpty()) {
            holders.remove(blob);
        }
    }

    synchronized SortedSet<PeerId> of(Cid blob) {
        return new TreeSet<>(holders.getOrDefault(blob, Set.of()));
    }
}
