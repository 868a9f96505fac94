package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.work.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// What one deed cost us and others, run by run.
final class Tally {
    private final String deed;
    private final List<Cost> ours = new ArrayList<>();
    private final Map<String, List<Cost>> peers = new LinkedHashMap<>();

    Tally(String deed) {
        this.deed = deed;
    }

    void ours(Cost cost) {
        ours.add(cost);
    }

    void peer(String name, Cost cost) {
        peers.computeIfAbsent(name, first -> new ArrayList<>()).add(cost);
    }

    void absent(String name) {
        peers.put(name, List.of());
    }

    void report(Consumer<Figure> report) {
        report(deed, "s", Cost::seconds, report);
        report(deed + ".cpu", "CPU s", Cost::cpuSeconds, report);
    }

    private void report(String figure, String unit, ToDoubleFunction<Cost> part, Consumer<Figure> report) {
        peers.forEach((name, costs) -> {
            Peer peer = costs.isEmpty() ? new Peer.Absent(name) : new Peer.Measured(name, samples(costs, part));
            report.accept(Figure.of(figure, unit, samples(ours, part), peer));
        });
    }

    private static Samples samples(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return new Samples(costs.stream().mapToDouble(part).boxed().toList());
    }
}
