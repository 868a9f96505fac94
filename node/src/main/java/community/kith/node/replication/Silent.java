package community.kith.node.replication;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which stripes have rows that only silent holders signed for. What was found safe is not looked through again at each
/// tick, but when somebody falls silent or comes back, and now and then. For one thread at a time.
final class Silent {
    private static final Duration LOOKED_AGAIN = Duration.ofMinutes(10);

    private final Stripes stripes;
    private SortedSet<PeerId> holders = new TreeSet<>();
    private final Map<PeerId, Long> safeBefore = new HashMap<>();
    private Instant looked = Instant.EPOCH;

    Silent(Stripes stripes) {
        this.stripes = stripes;
    }

    /// Some of them for each holder: once those are made elsewhere, the next ones.
    List<StoredStripe> stripes(Collection<PeerId> silent, int most, Instant now) throws IOException {
        SortedSet<PeerId> holdersNow = new TreeSet<>(silent);
        boolean again = Duration.between(looked, now).abs().compareTo(LOOKED_AGAIN) >= 0;
        if (again || !holdersNow.equals(holders)) {
            holders = holdersNow;
            safeBefore.clear();
            looked = now;
        }
        List<StoredStripe> found = new ArrayList<>();
        for (PeerId holder : holders) {
            List<StoredStripe> here = stripes.onlyAt(holder, holders, safeBefore.getOrDefault(holder, 0L), most);
            safeBefore.put(
                    holder, here.isEmpty() ? Long.MAX_VALUE : here.getFirst().id());
            found.addAll(here);
        }
        return found;
    }
}
