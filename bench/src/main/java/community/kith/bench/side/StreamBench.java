package community.kith.bench.side;

import community.kith.bench.StreamThroughput;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// What one libp2p stream carries over TCP, Noise and yamux, between two processes on loopback. Each run is two fresh
/// JVMs, then two fresh Node.js processes.
final class StreamBench implements Bench {
    private static final int MIB = 512;
    private static final int RUNS = 5;
    private static final Goal RAW_GOAL = new Goal.AtLeast(0.35);
    private static final Goal GOAL = new Goal.AtLeast(3);

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String about() {
        return "one libp2p stream over TCP, Noise and yamux, against js-libp2p and raw TCP";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int mib = plan.mib().orElse(MIB);
        int runs = plan.runs().orElse(RUNS);
        Optional<JsLibp2p> js = JsLibp2p.find(plan);
        List<JsonNode> ours = new ArrayList<>();
        List<JsonNode> theirs = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            plan.say("run " + run + " of " + runs + ", " + mib + " MiB each way");
            ours.add(Programs.json(plan.checkout(), Programs.java(StreamThroughput.class, mib, 1)));
            if (js.isPresent()) {
                theirs.add(js.get().run("perf.js", mib, 1));
            }
        }
        for (String way : List.of("upload", "download")) {
            Samples rates = samples(ours, way);
            Peer peer = theirs.isEmpty()
                    ? new Peer.Absent(JsLibp2p.NAME)
                    : new Peer.Measured(JsLibp2p.NAME, samples(theirs, way));
            report.accept(new Figure("stream." + way, "MiB/s", rates, peer, Optional.of(GOAL)));
        }
        report.accept(raw(ours, "upload", "rawUpload"));
        report.accept(raw(ours, "download", "rawDownload"));
    }

    private static Figure raw(List<JsonNode> ours, String way, String rawWay) {
        return new Figure(
                "stream." + way + ".raw",
                "MiB/s",
                samples(ours, way),
                new Peer.Measured("raw TCP in Java", samples(ours, rawWay)),
                Optional.of(RAW_GOAL));
    }

    static Samples samples(List<JsonNode> runs, String field) {
        return new Samples(
                runs.stream().map(run -> run.get(field).get(0).doubleValue()).toList());
    }
}
