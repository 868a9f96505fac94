package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Whom we publish to on topics that we do not follow.
final class Fanout {
    private static final int MAX_TOPICS = 256;

    private final GossipOptions options;
    private final Circle circle;
    private final Map<String, Peers> topics = new TreeMap<>();

    Fanout(GossipOptions options, Circle circle) {
        this.options = options;
        this.circle = circle;
    }

    /// One topic's.
    private static final class Peers {
        private final Set<PeerId> peers = new LinkedHashSet<>();
        private Instant published = Instant.MIN;
    }

    Set<String> topics() {
        return Collections.unmodifiableSet(topics.keySet());
    }

    /// Peers for a message that is published now.
    Set<PeerId> publish(Instant now, String topic) {
        if (topics.size() >= MAX_TOPICS && !topics.containsKey(topic)) {
            return new LinkedHashSet<>(circle.followers(topic, threshold()));
        }
        Peers fanout = topics.computeIfAbsent(topic, t -> new Peers());
        fanout.published = now;
        fill(topic, fanout);
        return Collections.unmodifiableSet(fanout.peers);
    }

    Set<PeerId> of(String topic) {
        Peers fanout = topics.get(topic);
        return fanout == null ? Set.of() : Collections.unmodifiableSet(fanout.peers);
    }

    /// We follow the topic now; returns who was in its fanout.
    List<PeerId> take(String topic) {
        Peers fanout = topics.remove(topic);
        return fanout == null ? List.of() : List.copyOf(fanout.peers);
    }

    void lost(PeerId peer) {
        topics.values().forEach(fanout -> fanout.peers.remove(peer));
    }

    void beat(Instant now) {
        Instant until = now.minus(options.timing().fanout());
        topics.values().removeIf(fanout -> fanout.published.isBefore(until));
        topics.forEach(this::fill);
    }

    private void fill(String topic, Peers fanout) {
        List<PeerId> fit = circle.followers(topic, threshold());
        fanout.peers.retainAll(fit);
        for (PeerId peer : fit) {
            if (fanout.peers.size() < options.degrees().wanted()) {
                fanout.peers.add(peer);
            }
        }
    }

    private double threshold() {
        return options.scoring().thresholds().publish();
    }
}
