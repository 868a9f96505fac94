package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What we think of each peer. Who leaves is remembered for a while, so that coming back is no way to a clean slate.
final class Scores {
    private static final int MAX_REMEMBERED = 4096;

    private final Scoring scoring;
    private final Map<PeerId, Standing> present = new LinkedHashMap<>();
    private final SequencedMap<PeerId, Standing> departed = new LinkedHashMap<>();
    private final Map<String, Integer> atAddress = new HashMap<>();
    private Optional<Instant> faded = Optional.empty();

    Scores(Scoring scoring) {
        this.scoring = scoring;
    }

    /// One peer's.
    private static final class Standing {
        private final Map<String, TopicScore> topics = new TreeMap<>();
        private final Fading misbehaviour = new Fading();
        private Optional<String> network = Optional.empty();
        private Instant left = Instant.MAX;
    }

    void met(PeerId peer, Optional<String> network) {
        Standing standing = Optional.ofNullable(departed.remove(peer)).orElseGet(Standing::new);
        standing.network = network;
        present.put(peer, standing);
        network.ifPresent(at -> atAddress.merge(at, 1, Integer::sum));
    }

    void left(PeerId peer, Instant now) {
        Standing standing = present.remove(peer);
        if (standing == null) {
            return;
        }
        standing.network.ifPresent(at -> atAddress.computeIfPresent(at, (a, n) -> n > 1 ? n - 1 : null));
        standing.left = now;
        departed.put(peer, standing);
        if (departed.size() > MAX_REMEMBERED) {
            departed.pollFirstEntry();
        }
    }

    void grafted(PeerId peer, String topic, Instant now) {
        on(peer, topic).ifPresent(score -> score.grafted(now));
    }

    void pruned(PeerId peer, String topic) {
        on(peer, topic).ifPresent(TopicScore::pruned);
    }

    void deliveredFirst(PeerId peer, String topic) {
        on(peer, topic).ifPresent(TopicScore::deliveredFirst);
    }

    void deliveredInMesh(PeerId peer, String topic) {
        on(peer, topic).ifPresent(TopicScore::deliveredInMesh);
    }

    void deliveredInvalid(PeerId peer, String topic) {
        on(peer, topic).ifPresent(TopicScore::deliveredInvalid);
    }

    void misbehaved(PeerId peer, double count) {
        Standing standing = present.get(peer);
        if (standing != null) {
            standing.misbehaviour.add(count, Double.MAX_VALUE);
        }
    }

    /// A topic is scored only while we follow it, so a peer cannot make us keep scores by naming topics.
    private Optional<TopicScore> on(PeerId peer, String topic) {
        return Optional.ofNullable(present.get(peer))
                .map(standing -> standing.topics.computeIfAbsent(topic, t -> new TopicScore(scoring.of(t))));
    }

    double of(PeerId peer) {
        Standing standing = present.get(peer);
        if (standing == null) {
            return 0;
        }
        double topics = 0;
        for (TopicScore topic : standing.topics.values()) {
            topics += topic.value();
        }
        Scoring.Peers rule = scoring.peers();
        int sharing = standing.network.map(at -> atAddress.getOrDefault(at, 0)).orElse(0);
        double surplus = Math.max(0, sharing - rule.perAddress());
        double misbehaviour = standing.misbehaviour.value();
        return Math.min(topics, rule.topicCap())
                + scoring.standing().applyAsDouble(peer)
                + rule.sharedAddress() * surplus * surplus
                + rule.misbehaviour() * misbehaviour * misbehaviour;
    }

    /// Time passes: counts fade, and who left long ago is forgotten.
    void pass(Instant now) {
        Duration passed = faded.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
        faded = Optional.of(now);
        for (Standing standing : present.values()) {
            standing.misbehaviour.fade(passed, scoring.peers().halfLife());
            standing.topics.values().forEach(topic -> topic.pass(now, passed));
        }
        Instant until = now.minus(scoring.peers().remembered());
        departed.values().removeIf(standing -> standing.left.isBefore(until));
    }
}
