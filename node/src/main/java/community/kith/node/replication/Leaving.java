package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.node.people.Acquaintance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Devices that are to keep nothing for me any more: they said that they go away for good, or their people promise me
/// nothing. What they have goes to others, and is taken back from them row by row as others have it. For one thread at
/// a time.
final class Leaving {
    private static final int AT_ONCE = 1_024;

    private final StewardBook book;
    private final Stripes stripes;
    private final Retractions retractions;
    private Set<PeerId> devices = Set.of();

    Leaving(StewardBook book, Stripes stripes, Retractions retractions) {
        this.book = book;
        this.stripes = stripes;
        this.retractions = retractions;
    }

    /// Looks who is leaving now.
    void look(List<Acquaintance> people) throws IOException {
        Set<PeerId> now = new TreeSet<>(book.leaving());
        people.stream().filter(who -> who.pledgedToMe() == 0).forEach(who -> now.add(who.peer()));
        devices = now;
    }

    Set<PeerId> devices() {
        return devices;
    }

    boolean is(PeerId holder) {
        return devices.contains(holder);
    }

    /// Takes back what others have by now, of whom something was heard within `grace`.
    ///
    /// @return the stripes that this changed
    Set<StoredStripe> tick(Circle circle, Duration grace, Instant now) throws IOException {
        Set<StoredStripe> touched = new LinkedHashSet<>();
        for (PeerId peer : devices) {
            for (StoredStripe stripe : stripes.at(peer, 0, AT_ONCE)) {
                List<PlacedRow> all = stripes.placements(stripe);
                Set<Integer> staying = new TreeSet<>();
                for (PlacedRow row : all) {
                    if (!is(row.holder()) && circle.isTrusted(row.holder(), grace, now)) {
                        staying.add(row.row());
                    }
                }
                for (PlacedRow row : all) {
                    if (row.holder().equals(peer) && staying.contains(row.row())) {
                        stripes.lost(stripe, row);
                        retractions.retract(peer, List.of(row.shard()));
                        touched.add(stripe);
                    }
                }
            }
        }
        return touched;
    }
}
