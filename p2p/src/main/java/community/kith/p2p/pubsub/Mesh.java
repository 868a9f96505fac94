package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Who passes messages on to whom, topic by topic: the links around us, and what makes and breaks them.
final class Mesh {
    /// Grafting this soon after a prune is no misunderstanding.
    private static final Duration EAGER = Duration.ofSeconds(10);
    /// Both sides measure the wait by their own beat.
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final GossipOptions options;
    private final Circle circle;
    private final Scores scores;
    private final Outbox outbox;
    private final Backoffs backoffs = new Backoffs();
    private final Map<String, Set<PeerId>> links = new TreeMap<>();

    Mesh(GossipOptions options, Circle circle, Scores scores, Outbox outbox) {
        this.options = options;
        this.circle = circle;
        this.scores = scores;
        this.outbox = outbox;
    }

    Set<String> topics() {
        return Collections.unmodifiableSet(links.keySet());
    }

    boolean follows(String topic) {
        return links.containsKey(topic);
    }

    Set<PeerId> of(String topic) {
        return Collections.unmodifiableSet(links.getOrDefault(topic, Set.of()));
    }

    /// Starts a mesh with whom we published to before, and others.
    void join(Instant now, String topic, List<PeerId> known) {
        links.putIfAbsent(topic, new LinkedHashSet<>());
        known.stream().filter(peer -> mayGraft(now, peer, topic)).forEach(peer -> graft(now, peer, topic));
        fill(now, topic);
    }

    void leave(Instant now, String topic) {
        for (PeerId peer : List.copyOf(of(topic))) {
            prune(now, peer, topic, options.timing().leaveBackoff());
        }
        links.remove(topic);
    }

    /// The peer is gone or follows the topic no longer.
    void lost(PeerId peer, String topic) {
        Set<PeerId> mesh = links.get(topic);
        if (mesh != null && mesh.remove(peer)) {
            scores.pruned(peer, topic);
        }
    }

    /// Topics that nobody here follows get no answer, or asking would be a way to make us talk.
    void grafted(Instant now, PeerId by, String topic) {
        Set<PeerId> mesh = links.get(topic);
        if (mesh == null || mesh.contains(by)) {
            return;
        }
        if (backoffs.holds(by, topic, now)) {
            scores.misbehaved(by, isEager(now, by, topic) ? 2 : 1);
            refuse(now, by, topic);
        } else if (scores.of(by) < 0 || (isFull(mesh) && !circle.isOutbound(by)) || !circle.follows(by, topic)) {
            refuse(now, by, topic);
        } else {
            mesh.add(by);
            scores.grafted(by, topic, now);
        }
    }

    private boolean isFull(Set<PeerId> mesh) {
        return mesh.size() >= options.degrees().high();
    }

    private boolean isEager(Instant now, PeerId by, String topic) {
        Duration wait = options.timing().backoff();
        return backoffs.end(by, topic)
                .filter(end -> now.isBefore(end.minus(wait).plus(EAGER)))
                .isPresent();
    }

    private void refuse(Instant now, PeerId peer, String topic) {
        backoffs.add(peer, topic, now, options.timing().backoff());
        outbox.prune(peer, topic, options.timing().backoff());
    }

    void pruned(Instant now, PeerId by, Rpc.Prune prune) {
        if (follows(prune.topic())) {
            lost(by, prune.topic());
            Duration wait = prune.backoff().orElse(options.timing().backoff());
            backoffs.add(by, prune.topic(), now, wait.plus(SLACK));
        }
    }

    /// Upkeep of every mesh.
    ///
    /// @param opportunistic whether the time has come to look for better peers
    void beat(Instant now, boolean opportunistic) {
        backoffs.forget(now.minus(SLACK));
        for (String topic : links.keySet()) {
            for (PeerId peer : List.copyOf(of(topic))) {
                if (scores.of(peer) < 0) {
                    prune(now, peer, topic, options.timing().backoff());
                }
            }
            fill(now, topic);
            thin(now, topic);
            reachOut(now, topic);
            if (opportunistic) {
                improve(now, topic);
            }
        }
    }

    private void fill(Instant now, String topic) {
        Degrees degrees = options.degrees();
        int there = of(topic).size();
        if (there < degrees.low()) {
            graftSome(now, topic, circle.followers(topic, 0), degrees.wanted() - there);
        }
    }

    private void thin(Instant now, String topic) {
        Set<PeerId> mesh = of(topic);
        if (mesh.size() > options.degrees().high()) {
            Set<PeerId> staying = new Survivors(options.degrees(), circle, scores).of(mesh);
            for (PeerId peer : List.copyOf(mesh)) {
                if (!staying.contains(peer)) {
                    prune(now, peer, topic, options.timing().backoff());
                }
            }
        }
    }

    /// Peers we dialled cannot all be an attacker's.
    private void reachOut(Instant now, String topic) {
        Set<PeerId> mesh = of(topic);
        long outbound = mesh.stream().filter(circle::isOutbound).count();
        if (mesh.size() >= options.degrees().low()
                && outbound < options.degrees().outbound()) {
            List<PeerId> others = circle.followers(topic, 0, (peer, neighbour) -> neighbour.isOutbound());
            graftSome(now, topic, others, (int) (options.degrees().outbound() - outbound));
        }
    }

    private void improve(Instant now, String topic) {
        List<Double> sorted = of(topic).stream().map(scores::of).sorted().toList();
        if (sorted.size() < 2) {
            return;
        }
        double median = sorted.get(sorted.size() / 2);
        if (median < options.scoring().thresholds().opportunistic()) {
            graftSome(now, topic, circle.followers(topic, Math.nextUp(median)), 2);
        }
    }

    private void graftSome(Instant now, String topic, List<PeerId> candidates, int most) {
        candidates.stream()
                .filter(peer -> mayGraft(now, peer, topic))
                .limit(most)
                .toList()
                .forEach(peer -> graft(now, peer, topic));
    }

    private boolean mayGraft(Instant now, PeerId peer, String topic) {
        return !of(topic).contains(peer)
                && circle.follows(peer, topic)
                && !backoffs.holds(peer, topic, now)
                && scores.of(peer) >= 0;
    }

    private void graft(Instant now, PeerId peer, String topic) {
        links.computeIfAbsent(topic, t -> new LinkedHashSet<>()).add(peer);
        scores.grafted(peer, topic, now);
        outbox.graft(peer, topic);
    }

    private void prune(Instant now, PeerId peer, String topic, Duration wait) {
        lost(peer, topic);
        backoffs.add(peer, topic, now, wait);
        outbox.prune(peer, topic, wait);
    }
}
