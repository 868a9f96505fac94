package community.kith.p2p.pubsub;

import java.time.Duration;

/// A count that halves with time.
final class Fading {
    private static final double ZERO = 0.01;

    private double value;

    double value() {
        return value;
    }

    void add(double amount, double most) {
        value = Math.min(most, value + amount);
    }

    void clear() {
        value = 0;
    }

    void fade(Duration passed, Duration halfLife) {
        value *= Math.pow(0.5, (double) passed.toMillis() / halfLife.toMillis());
        if (value < ZERO) {
            value = 0;
        }
    }
}
