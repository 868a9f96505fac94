package community.kith.p2p.pubsub;

import java.time.Duration;

/// What behaviour on one topic does to a peer's score (P1 to P4).
///
/// @param weight of this topic among all
/// @param timeInMesh P1: a little for whoever stays
/// @param firstDeliveries P2: for being the first to bring a message
/// @param meshDeliveries P3 and P3b: against mesh peers that keep silent; off unless a rate can be expected
/// @param invalid P4: against whoever brings what is forged or rejected
public record TopicScoring(
        double weight, TimeInMesh timeInMesh, Counter firstDeliveries, MeshDeliveries meshDeliveries, Counter invalid) {

    /// @param weight per quantum
    /// @param most quanta at most
    public record TimeInMesh(double weight, Duration quantum, double most) {}

    /// Something counted, which is forgotten by and by.
    ///
    /// @param halfLife after this long it counts half
    /// @param most it counts at most
    public record Counter(double weight, Duration halfLife, double most) {}

    /// @param counter its weight is that of the squared deficit
    /// @param expected how many deliveries there must be in the counter
    /// @param grace how long a peer is in the mesh before that is expected
    /// @param window how long after the first a delivery still counts
    /// @param failures half-life and weight of what a pruned peer lacked
    public record MeshDeliveries(Counter counter, double expected, Duration grace, Duration window, Counter failures) {
        /// Nothing is expected.
        public static final MeshDeliveries OFF = new MeshDeliveries(
                new Counter(0, Duration.ofMinutes(1), 0),
                0,
                Duration.ofMinutes(1),
                Duration.ofMillis(5),
                new Counter(0, Duration.ofMinutes(1), 0));
    }

    /// For topics on which anybody may be silent for days. Three bad messages are too many.
    public static final TopicScoring DEFAULT = new TopicScoring(
            1,
            new TimeInMesh(0.01, Duration.ofSeconds(1), 100),
            new Counter(1, Duration.ofMinutes(10), 20),
            MeshDeliveries.OFF,
            new Counter(-10, Duration.ofMinutes(10), 1000));

    /// The same, expecting deliveries from every peer of the mesh.
    public TopicScoring expecting(MeshDeliveries deliveries) {
        return new TopicScoring(weight, timeInMesh, firstDeliveries, deliveries, invalid);
    }
}
