package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/// Who is around, and what we think of them.
final class Circle {
    private final RandomGenerator random;
    private final Scores scores;
    private final Map<PeerId, Neighbour> neighbours = new LinkedHashMap<>();

    Circle(Scores scores, RandomGenerator random) {
        this.scores = scores;
        this.random = random;
    }

    void put(PeerId peer, Neighbour neighbour) {
        neighbours.put(peer, neighbour);
    }

    void remove(PeerId peer) {
        neighbours.remove(peer);
    }

    Optional<Neighbour> find(PeerId peer) {
        return Optional.ofNullable(neighbours.get(peer));
    }

    boolean isOutbound(PeerId peer) {
        return find(peer).map(Neighbour::isOutbound).orElse(false);
    }

    boolean follows(PeerId peer, String topic) {
        return find(peer).map(neighbour -> neighbour.follows(topic)).orElse(false);
    }

    Map<PeerId, Neighbour> all() {
        return Collections.unmodifiableMap(neighbours);
    }

    /// Followers of a topic with at least that score, in the order of chance.
    List<PeerId> followers(String topic, double score) {
        return followers(topic, score, (peer, neighbour) -> true);
    }

    List<PeerId> followers(String topic, double score, BiPredicate<PeerId, Neighbour> which) {
        List<PeerId> found = new ArrayList<>();
        neighbours.forEach((peer, neighbour) -> {
            if (neighbour.follows(topic) && which.test(peer, neighbour) && scores.of(peer) >= score) {
                found.add(peer);
            }
        });
        return shuffled(found);
    }

    <T> List<T> shuffled(List<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        for (int i = shuffled.size(); i > 1; i--) {
            Collections.swap(shuffled, i - 1, random.nextInt(i));
        }
        return shuffled;
    }
}
