package community.kith.node.replication;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Devices that said that they go away for good: what they have counts no more, and is taken back from them as soon as
/// others have it. Until then it is a source like any other. For one thread at a time.
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
    ///
    /// @return whether that is another answer than the last
    boolean changed() throws IOException {
        Set<PeerId> before = devices;
        devices = new TreeSet<>(book.leaving());
        return !before.equals(devices);
    }

    Set<PeerId> devices() {
        return devices;
    }

    boolean is(PeerId holder) {
        return devices.contains(holder);
    }

    /// What counts of some placements: those at others.
    List<PlacedRow> without(List<PlacedRow> rows) {
        return rows.stream().filter(row -> !is(row.holder())).toList();
    }

    /// Takes back what others have by now.
    ///
    /// @return the stripes that this changed
    Set<StoredStripe> tick() throws IOException {
        Set<StoredStripe> touched = new LinkedHashSet<>();
        for (PeerId peer : devices) {
            for (StoredStripe stripe : stripes.at(peer, 0, AT_ONCE)) {
                List<PlacedRow> all = stripes.placements(stripe);
                List<PlacedRow> staying = without(all);
                for (PlacedRow row : all) {
                    if (row.holder().equals(peer) && staying.stream().anyMatch(one -> one.row() == row.row())) {
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
