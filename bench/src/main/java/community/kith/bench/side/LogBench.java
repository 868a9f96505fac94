package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.log.LogRate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Logs of 300 people, 100,000 entries in all, in memory: what is written, verified, replayed, and brought to another
/// node in a second.
final class LogBench implements Bench {
    private static final int RUNS = 3;
    private static final int PEOPLE = 300;
    private static final int ENTRIES = 334;
    private static final Peer NOBODY = new Peer.Absent("no peer");

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String about() {
        return "entries of logs written, verified (against the JDK's Ed25519), replayed, brought over loopback";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int runs = plan.runs().orElse(RUNS);
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        for (int run = 1; run <= runs; run++) {
            plan.say("run " + run + " of " + runs + ", " + PEOPLE * ENTRIES + " entries");
            JsonNode measured = Programs.json(plan.checkout(), Programs.java(LogRate.class, PEOPLE, ENTRIES));
            measured.propertyStream()
                    .forEach(one -> samples.computeIfAbsent(one.getKey(), key -> new ArrayList<>())
                            .add(one.getValue().doubleValue()));
        }
        report.accept(Figure.of("log.append", "per s", of(samples, "appended"), NOBODY));
        report.accept(Figure.of(
                "log.verify",
                "per s",
                of(samples, "verified"),
                new Peer.Measured("the JDK's Ed25519", of(samples, "jdk"))));
        report.accept(Figure.of("log.replay", "per s", of(samples, "replayed"), NOBODY));
        report.accept(Figure.of("log.sync", "per s", of(samples, "synced"), NOBODY));
        report.accept(Figure.of("log.month", "s", of(samples, "monthSeconds"), NOBODY));
    }

    private static Samples of(Map<String, List<Double>> samples, String name) {
        return new Samples(samples.getOrDefault(name, List.of()));
    }
}
