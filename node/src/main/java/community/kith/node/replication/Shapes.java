package community.kith.node.replication;

import community.kith.community.placement.Candidate;
import community.kith.community.placement.Redundancy;
import community.kith.community.reach.Availability;
import community.kith.store.manifest.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses the shape of each segment of a put from who could hold it. For one thread at a time.
final class Shapes {
    /// A shape is chosen for at least so many holders: those who are not there yet can be invited.
    private static final int HOLDERS_AT_LEAST = 3;

    private final List<Candidate> holders;
    private final int atLeast;
    private final Optional<community.kith.community.placement.Shape> profile;
    private Redundancy.Choice latest;

    /// @param others who could hold it besides me
    /// @param profile the name of a fixed shape; empty to let it follow from what holders are measured to be
    /// @throws IllegalArgumentException when there is no such profile
    Shapes(Availability availability, Candidate me, List<Candidate> others, String profile) {
        boolean alone = availability == Availability.MINE;
        this.holders = new ArrayList<>(alone ? List.of() : others);
        this.holders.add(me);
        this.atLeast = alone ? 1 : HOLDERS_AT_LEAST;
        this.profile = profile.isEmpty()
                ? Optional.empty()
                : Optional.of(community.kith.community.placement.Shape.profile(profile)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "no profile '" + profile + "': there are rs-4-7 and rs-3-10")));
        this.latest = Redundancy.DEFAULT.chooseCopies(holders, atLeast);
    }

    /// The shape of a segment of so many plain bytes. What is small is copied rather than coded.
    Shape next(int plainBytes) {
        latest = plainBytes <= Putting.SMALL_BYTES
                ? Redundancy.DEFAULT.chooseCopies(holders, atLeast)
                : profile.map(fixed -> Redundancy.DEFAULT.fixed(fixed, holders, atLeast))
                        .orElseGet(() -> Redundancy.DEFAULT.choose(holders, atLeast));
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
                .chooseManifestCopies(latest.shape(), holders, atLeast)
                .shape()
                .n();
    }
}
