package community.kith.bench.figure;

import java.util.ArrayList;
import java.util.List;

/// What the runs of one measurement gave, at least one.
public record Samples(List<Double> values) {
    public Samples {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no run, no figure");
        }
    }

    public static Samples of(double only) {
        return new Samples(List.of(only));
    }

    public int count() {
        return values.size();
    }

    /// The middle one; of an even number the mean of the two in the middle.
    public double median() {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
