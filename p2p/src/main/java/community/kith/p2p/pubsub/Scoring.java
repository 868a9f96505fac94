package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How peers are judged; what is judged is only how they behaved towards us.
///
/// @param thresholds what a score does
/// @param topic what counts on a topic
/// @param particular what counts on particular topics instead
/// @param peers what counts in all
/// @param standing what the program thinks of a peer, on the scale of the thresholds (P5); cheap and quick
public record Scoring(
        Thresholds thresholds,
        TopicScoring topic,
        Map<String, TopicScoring> particular,
        Peers peers,
        ToDoubleFunction<PeerId> standing) {

    /// @param gossip below this, no ids are exchanged with the peer
    /// @param publish below this, it does not get our own messages
    /// @param graylist below this, nothing it says is heard
    /// @param opportunistic when the median of a mesh is below this, better peers are grafted
    public record Thresholds(double gossip, double publish, double graylist, double opportunistic) {
        public static final Thresholds DEFAULT = new Thresholds(-10, -50, -80, 1);

        public Thresholds {
            if (gossip >= 0 || publish > gossip || graylist >= publish || opportunistic < 0) {
                throw new IllegalArgumentException("thresholds that contradict each other");
            }
        }
    }

    /// @param topicCap the most that good behaviour on topics brings
    /// @param sharedAddress P6: weight of the squared surplus of peers at one public IP address
    /// @param perAddress how many peers an address may have
    /// @param misbehaviour P7: weight, per squared count, of breaking the protocol
    /// @param halfLife after this long a misbehaviour counts half
    /// @param remembered how long the score of a peer that left is kept
    public record Peers(
            double topicCap,
            double sharedAddress,
            int perAddress,
            double misbehaviour,
            Duration halfLife,
            Duration remembered) {
        public static final Peers DEFAULT = new Peers(50, -5, 8, -1, Duration.ofMinutes(1), Duration.ofMinutes(30));
    }

    /// For meshes with strangers.
    public static final Scoring DEFAULT =
            new Scoring(Thresholds.DEFAULT, TopicScoring.DEFAULT, Map.of(), Peers.DEFAULT, peer -> 0);

    public Scoring {
        particular = Map.copyOf(particular);
    }

    TopicScoring of(String topicName) {
        return particular.getOrDefault(topicName, topic);
    }

    /// The same with what the program thinks of peers.
    public Scoring withStanding(ToDoubleFunction<PeerId> thought) {
        return new Scoring(thresholds, topic, particular, peers, thought);
    }

    /// The same with another rule for one topic.
    public Scoring with(String topicName, TopicScoring rule) {
        Map<String, TopicScoring> all = new HashMap<>(particular);
        all.put(topicName, rule);
        return new Scoring(thresholds, topic, all, peers, standing);
    }
}
