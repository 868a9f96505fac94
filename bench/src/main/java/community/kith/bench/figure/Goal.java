package community.kith.bench.figure;

/// What the ratio of ours to the peer's should be.
public sealed interface Goal {
    double ratio();

    boolean isMetBy(double ratio);

    /// For what should be high, such as a rate.
    record AtLeast(double ratio) implements Goal {
        @Override
        public boolean isMetBy(double measured) {
            return measured >= ratio;
        }
    }

    /// For what should be low, such as a time.
    record AtMost(double ratio) implements Goal {
        @Override
        public boolean isMetBy(double measured) {
            return measured <= ratio;
        }
    }
}
