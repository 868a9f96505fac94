package community.kith.bench.figure;

import java.util.Optional;
import java.util.OptionalDouble;

/// One measured quantity of ours beside a peer's, from the same run on the same machine.
///
/// @param name what was measured, such as `stream.upload`
/// @param unit of ours and of the peer's, such as `MiB/s`
/// @param goal what was set for the ratio; empty when nothing was
public record Figure(String name, String unit, Samples ours, Peer peer, Optional<Goal> goal) {
    /// A figure that has no goal.
    public static Figure of(String name, String unit, Samples ours, Peer peer) {
        return new Figure(name, unit, ours, peer, Optional.empty());
    }

    /// How many runs the medians are of: the fewer, if the sides differ.
    public int runs() {
        return switch (peer) {
            case Peer.Measured measured ->
                Math.min(ours.count(), measured.samples().count());
            case Peer.Absent absent -> ours.count();
        };
    }

    public OptionalDouble peerMedian() {
        return switch (peer) {
            case Peer.Measured measured -> OptionalDouble.of(measured.samples().median());
            case Peer.Absent absent -> OptionalDouble.empty();
        };
    }

    /// Ours divided by the peer's.
    public OptionalDouble ratio() {
        OptionalDouble median = peerMedian();
        return median.isEmpty() ? median : OptionalDouble.of(ours.median() / median.getAsDouble());
    }

    /// Whether the goal is reached; empty without a goal or a peer.
    public Optional<Boolean> met() {
        OptionalDouble ratio = ratio();
        return ratio.isEmpty() ? Optional.empty() : goal.map(wanted -> wanted.isMetBy(ratio.getAsDouble()));
    }
}
