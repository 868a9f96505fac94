package community.kith.node.api;

import community.kith.base.name.Did;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Those who can give me my passport back.
///
/// @param need how many of them it takes; 0 when nobody was chosen
/// @param waitSeconds how long each waits between approving a request and giving out the share
/// @param made when they were chosen
/// @param inForce whether enough of them have their share for the choice to count
/// @param guardians by name
/// @param earlier who was asked to delete an older share, and has not said yet that they did
public record Circle(
        int need,
        long waitSeconds,
        Optional<Instant> made,
        boolean inForce,
        List<Guardian> guardians,
        List<String> earlier) {
    public Circle {
        guardians = guardians.stream()
                .sorted(Comparator.comparing(Guardian::name)
                        .thenComparing(guardian -> guardian.did().toString()))
                .toList();
        earlier = List.copyOf(earlier);
    }

    /// One of them.
    ///
    /// @param since when they said that they keep the share; empty before
    /// @param drilled when they were last asked to prove it
    /// @param passed when they last did
    /// @param note what came of it when it did not go well
    public record Guardian(
            Did did,
            String name,
            boolean online,
            Optional<Instant> since,
            Optional<Instant> drilled,
            Optional<Instant> passed,
            String note) {}
}
