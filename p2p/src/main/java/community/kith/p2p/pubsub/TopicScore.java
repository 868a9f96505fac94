package community.kith.p2p.pubsub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How one peer behaved on one topic.
final class TopicScore {
    private final TopicScoring rule;
    private final Fading firstDeliveries = new Fading();
    private final Fading meshDeliveries = new Fading();
    private final Fading failures = new Fading();
    private final Fading invalid = new Fading();
    private Optional<Instant> grafted = Optional.empty();
    private Duration inMesh = Duration.ZERO;

    TopicScore(TopicScoring rule) {
        this.rule = rule;
    }

    void grafted(Instant now) {
        grafted = Optional.of(now);
        inMesh = Duration.ZERO;
        meshDeliveries.clear();
    }

    /// What it lacked when it left the mesh is remembered (P3b).
    void pruned() {
        double deficit = deficit();
        failures.add(deficit * deficit, Double.MAX_VALUE);
        grafted = Optional.empty();
        inMesh = Duration.ZERO;
    }

    void deliveredFirst() {
        firstDeliveries.add(1, rule.firstDeliveries().most());
        deliveredInMesh();
    }

    /// It delivered at the same time as the first.
    void deliveredInMesh() {
        if (grafted.isPresent()) {
            meshDeliveries.add(1, rule.meshDeliveries().counter().most());
        }
    }

    void deliveredInvalid() {
        invalid.add(1, rule.invalid().most());
    }

    void pass(Instant now, Duration passed) {
        inMesh = grafted.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
        firstDeliveries.fade(passed, rule.firstDeliveries().halfLife());
        meshDeliveries.fade(passed, rule.meshDeliveries().counter().halfLife());
        failures.fade(passed, rule.meshDeliveries().failures().halfLife());
        invalid.fade(passed, rule.invalid().halfLife());
    }

    double value() {
        double quanta = (double) inMesh.toMillis() / rule.timeInMesh().quantum().toMillis();
        double deficit = deficit();
        double sum =
                rule.timeInMesh().weight() * Math.min(quanta, rule.timeInMesh().most())
                        + rule.firstDeliveries().weight() * firstDeliveries.value()
                        + rule.meshDeliveries().counter().weight() * deficit * deficit
                        + rule.meshDeliveries().failures().weight() * failures.value()
                        + rule.invalid().weight() * invalid.value() * invalid.value();
        return rule.weight() * sum;
    }

    private double deficit() {
        boolean expected = inMesh.compareTo(rule.meshDeliveries().grace()) > 0;
        return expected ? Math.max(0, rule.meshDeliveries().expected() - meshDeliveries.value()) : 0;
    }
}
