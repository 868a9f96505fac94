package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.village.Household;
import community.kith.bench.work.Proc;
import community.kith.bench.work.RandomFile;
import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// How long a node takes from being called until it is READY, and what memory it has half a minute later: with
/// everything it does by itself (TCP, QUIC, HTTP, mDNS), with nothing in it, and with a million files.
final class StartBench implements Bench {
    private static final int FILES = 1_000_000;
    private static final int RUNS = 5;
    private static final double READY_SECONDS = 1;
    private static final double READY_SECONDS_CROWDED = 3;
    private static final double IDLE_MIB = 96;
    private static final Duration REST = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "seconds until kith run is READY and its memory at rest, empty and with a million files";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int runs = plan.runs().orElse(RUNS);
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Household home = Household.found(plan.checkout(), scratch);
            measure(plan, report, home, "start", READY_SECONDS, runs);
            fill(plan, scratch, home);
            measure(plan, report, home, "start.million", READY_SECONDS_CROWDED, runs);
        }
    }

    private static void measure(Plan plan, Consumer<Figure> report, Household home, String name, double limit, int runs)
            throws IOException, InterruptedException {
        plan.say(name + ": one start that fills the disk's cache, then " + runs);
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            long begun = System.nanoTime();
            try (var node = home.start()) {
                seconds.add((System.nanoTime() - begun) / 1e9);
                if (run == runs) {
                    Thread.sleep(REST);
                    report.accept(limited(name + ".rss", "MiB", Samples.of(Proc.residentMib(node.pid())), IDLE_MIB));
                }
            }
        }
        report.accept(limited(name, "s", new Samples(seconds.subList(1, seconds.size())), limit));
    }

    private static Figure limited(String name, String unit, Samples ours, double limit) {
        return new Figure(
                name,
                unit,
                ours,
                new Peer.Measured("a limit of " + limit + " " + unit, Samples.of(limit)),
                Optional.of(new Goal.AtMost(1)));
    }

    private static void fill(Plan plan, Scratch scratch, Household home) throws IOException, InterruptedException {
        Path file = RandomFile.write(scratch.file("small"), 1);
        home.keep(file);
        plan.say("a million files come into the ledger");
        Path script = scratch.file("crowd.py");
        try (InputStream text = Objects.requireNonNull(StartBench.class.getResourceAsStream("crowd.py"))) {
            Files.copy(text, script);
        }
        Programs.output(
                Path.of("/"),
                List.of("python3", script.toString(), home.ledger().toString(), Integer.toString(FILES)));
    }
}
