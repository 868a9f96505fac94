package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.trust.TownGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// The trust graph of 100,000 people with half a million bonds: what it takes of memory, and how long its questions
/// take.
final class TrustBench implements Bench {
    private static final int RUNS = 3;
    private static final int PEOPLE = 100_000;
    private static final double MEBIBYTE = 1 << 20;
    private static final Peer NOBODY = new Peer.Absent("no peer");

    @Override
    public String name() {
        return "trust";
    }

    @Override
    public String about() {
        return "the trust graph of 100,000 people: memory, distances, which bond somebody hangs on, flow";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        List<JsonNode> measured = new ArrayList<>();
        int runs = plan.runs().orElse(RUNS);
        for (int run = 1; run <= runs; run++) {
            plan.say("run " + run + " of " + runs);
            measured.add(Programs.json(plan.checkout(), Programs.java(TownGraph.class, PEOPLE)));
        }
        report.accept(Figure.of("trust.memory", "MiB", of(measured, "bytes", MEBIBYTE), NOBODY));
        report.accept(Figure.of("trust.distances", "ms", of(measured, "distancesMillis", 1), NOBODY));
        report.accept(Figure.of("trust.door", "ms", of(measured, "doorMillis", 1), NOBODY));
        report.accept(Figure.of("trust.flow", "ms", of(measured, "flowMillis", 1), NOBODY));
    }

    private static Samples of(List<JsonNode> measured, String name, double unit) {
        return new Samples(
                measured.stream().map(one -> one.path(name).asDouble() / unit).toList());
    }
}
