package community.kith.node.replication;

import community.kith.community.placement.Redundancy;
import community.kith.community.reach.Availability;
import community.kith.store.manifest.Shape;

/// Chooses the shape of each segment of a put from who could hold it. For one thread at a time.
final class Shapes {
    /// A shape is chosen for at least so many holders: those who are not there yet can be invited.
    private static final int HOLDERS_AT_LEAST = 3;

    private final int holders;
    private Redundancy.Choice latest;

    /// @param others how many could hold it besides me
    Shapes(Availability availability, int others) {
        this.holders = availability == Availability.MINE ? 1 : Math.max(HOLDERS_AT_LEAST, others + 1);
        this.latest = Redundancy.DEFAULT.chooseCopies(holders);
    }

    /// The shape of a segment of so many plain bytes. What is small is copied rather than coded.
    Shape next(int plainBytes) {
        latest = plainBytes <= Putting.SMALL_BYTES
                ? Redundancy.DEFAULT.chooseCopies(holders)
                : Redundancy.DEFAULT.choose(holders);
        return new Shape(latest.shape().k(), latest.shape().n());
    }

    community.kith.community.placement.Shape latest() {
        return latest.shape();
    }

    String reasoning() {
        return latest.reasoning();
    }

    int copiesOfManifest() {
        return Redundancy.DEFAULT
                .chooseManifestCopies(latest.shape(), holders)
                .shape()
                .n();
    }
}
