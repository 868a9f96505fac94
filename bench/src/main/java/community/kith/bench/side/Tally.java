package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.work.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// What one deed cost us and others, run by run.
final class Tally {
    private final String deed;
    private final List<Cost> ours = new ArrayList<>();
    private final Map<String, List<Cost>> peers = new LinkedHashMap<>();
    private final Map<String, Goal> seconds = new TreeMap<>();
    private final Map<String, Goal> cpu = new TreeMap<>();

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

    /// Sets what our part of a peer's seconds on the wall should be.
    void goal(String peer, double ratio) {
        seconds.put(peer, new Goal.AtMost(ratio));
    }

    /// Sets what our part of a peer's CPU seconds should be.
    void cpuGoal(String peer, double ratio) {
        cpu.put(peer, new Goal.AtMost(ratio));
    }

    /// Sets the CPU seconds that are enough.
    void cpuLimit(String name, double cpuSeconds) {
        peer(name, new Cost(Double.NaN, cpuSeconds));
        cpuGoal(name, 1);
    }

    void report(Consumer<Figure> report) {
        report(deed, "s", Cost::seconds, seconds, report);
        report(deed + ".cpu", "CPU s", Cost::cpuSeconds, cpu, report);
    }

    private void report(
            String figure, String unit, ToDoubleFunction<Cost> part, Map<String, Goal> goals, Consumer<Figure> report) {
        peers.forEach((name, costs) -> {
            Peer peer = costs.isEmpty() ? new Peer.Absent(name) : new Peer.Measured(name, samples(costs, part));
            boolean known = costs.stream().mapToDouble(part).noneMatch(Double::isNaN);
            if (known) {
                report.accept(
                        new Figure(figure, unit, samples(ours, part), peer, Optional.ofNullable(goals.get(name))));
            }
        });
    }

    private static Samples samples(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return new Samples(costs.stream().mapToDouble(part).boxed().toList());
    }
}
