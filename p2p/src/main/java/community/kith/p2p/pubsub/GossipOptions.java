package community.kith.p2p.pubsub;

/// How a peer gossips.
///
/// @param publishing who gets our own messages
public record GossipOptions(Degrees degrees, Timing timing, Scoring scoring, Publishing publishing) {
    /// Who gets our own messages first.
    public enum Publishing {
        /// Everybody who follows the topic and whose score allows it: against peers that would surround us.
        FLOOD,
        /// The mesh, or the fanout when we do not follow the topic.
        MESH
    }

    /// As specified.
    public static final GossipOptions DEFAULT =
            new GossipOptions(Degrees.DEFAULT, Timing.DEFAULT, Scoring.DEFAULT, Publishing.FLOOD);

    /// The same with another way to judge peers.
    public GossipOptions withScoring(Scoring other) {
        return new GossipOptions(degrees, timing, other, publishing);
    }

    /// The same, publishing otherwise.
    public GossipOptions withPublishing(Publishing other) {
        return new GossipOptions(degrees, timing, scoring, other);
    }

    /// The same with other times.
    public GossipOptions withTiming(Timing other) {
        return new GossipOptions(degrees, other, scoring, publishing);
    }
}
