package community.kith.bench.side;

import community.kith.bench.authority.RightsRate;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Who may read what, among 150 people with some ten bonds each: answers a second of one thread, and how long the
/// slowest of a hundred takes.
final class RightsBench implements Bench {
    private static final int RUNS = 3;
    private static final Peer NOBODY = new Peer.Absent("no peer without a server");

    @Override
    public String name() {
        return "rights";
    }

    @Override
    public String about() {
        return "who may do what: checks a second and their 99th percentile, for each reach";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int runs = plan.runs().orElse(RUNS);
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        for (int run = 1; run <= runs; run++) {
            plan.say("run " + run + " of " + runs);
            JsonNode measured = Programs.json(plan.checkout(), Programs.java(RightsRate.class));
            measured.propertyStream()
                    .forEach(one -> samples.computeIfAbsent(one.getKey(), key -> new ArrayList<>())
                            .add(one.getValue().doubleValue()));
        }
        for (String reach : List.of("private", "invited", "local", "neighborhood", "bioregional")) {
            report.accept(Figure.of("rights." + reach, "per s", of(samples, reach), NOBODY));
            report.accept(Figure.of("rights." + reach + ".p99", "µs", of(samples, reach + ".p99"), NOBODY));
        }
    }

    private static Samples of(Map<String, List<Double>> samples, String name) {
        return new Samples(samples.getOrDefault(name, List.of()));
    }
}
