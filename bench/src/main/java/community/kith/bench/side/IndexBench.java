package community.kith.bench.side;

import community.kith.bench.BlobCrowd;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// A store of ten million blobs, opened by a fresh virtual machine with a heap of 256 MB: how long until it knows what
/// it has, what memory that takes, and how many it looks up in a second.
final class IndexBench implements Bench {
    private static final int BLOBS = 10_000_000;
    private static final int RUNS = 3;
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC");

    @Override
    public String name() {
        return "index";
    }

    @Override
    public String about() {
        return "a store of ten million blobs opened with a heap of 256 MB: seconds, memory, lookups";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        List<JsonNode> opened = new ArrayList<>();
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Path folder = scratch.folder("blobs");
            plan.say(BLOBS + " blobs are put");
            Programs.output(Path.of("/"), Programs.java(SMALL, BlobCrowd.class, "fill", folder, BLOBS));
            for (int run = 1; run <= plan.runs().orElse(RUNS); run++) {
                plan.say("opened for the " + run + ". time");
                opened.add(Programs.json(Path.of("/"), Programs.java(SMALL, BlobCrowd.class, "open", folder, BLOBS)));
            }
        }
        report.accept(limited("index.start", "s", samples(opened, "seconds"), 3));
        report.accept(limited("index.heap", "MiB", samples(opened, "heapMib"), 256));
        report.accept(limited("index.rss", "MiB", samples(opened, "residentMib"), 256));
        report.accept(
                new Figure("index.look", "/s", samples(opened, "looks"), new Peer.Absent("nobody"), Optional.empty()));
    }

    private static Samples samples(List<JsonNode> runs, String field) {
        return new Samples(
                runs.stream().map(run -> run.get(field).doubleValue()).toList());
    }

    private static Figure limited(String name, String unit, Samples ours, double limit) {
        return new Figure(
                name,
                unit,
                ours,
                new Peer.Measured("a limit of " + limit + " " + unit, Samples.of(limit)),
                Optional.of(new Goal.AtMost(1)));
    }
}
