package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.LongSupplier;

/// What this node remembers from one read to the next: who has what, and how fast they are.
final class Knowledge {
    private final Stripes stripes;
    private final Sightings sightings = new Sightings();
    private final HolderSpeeds speeds;
    private final HedgeBudget hedges = new HedgeBudget();
    private final LongSupplier nanoClock;

    Knowledge(Stripes stripes, LongSupplier nanoClock) {
        this.stripes = stripes;
        this.nanoClock = nanoClock;
        this.speeds = new HolderSpeeds(nanoClock);
    }

    Sightings sightings() {
        return sightings;
    }

    HolderSpeeds speeds() {
        return speeds;
    }

    HedgeBudget hedges() {
        return hedges;
    }

    long nanos() {
        return nanoClock.getAsLong();
    }

    /// Who is likely to have each row: those who signed for it, and those who were seen to have it. Nobody is asked.
    List<SequencedSet<PeerId>> likely(Stripe stripe) throws IOException {
        List<SequencedSet<PeerId>> likely = new ArrayList<>();
        for (int row = 0; row < stripe.n(); row++) {
            likely.add(new LinkedHashSet<>(sightings.of(stripe.shards().get(row))));
        }
        Optional<StoredStripe> mine = stripes.find(stripe.id());
        if (mine.isPresent()) {
            for (PlacedRow row : stripes.placements(mine.get())) {
                likely.get(row.row()).add(row.holder());
            }
        }
        return likely;
    }
}
