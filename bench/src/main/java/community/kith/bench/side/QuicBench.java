package community.kith.bench.side;

import community.kith.bench.StreamThroughput;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// What one libp2p stream carries over QUIC, between two processes on loopback. Each run is two fresh JVMs, then two
/// fresh
/// Node.js processes, whose QUIC is rust's quinn.
final class QuicBench implements Bench {
    private static final int MIB = 128;
    private static final int RUNS = 5;
    private static final String TRANSPORT = "quic";
    private static final Goal GOAL = new Goal.AtLeast(1);

    @Override
    public String name() {
        return TRANSPORT;
    }

    @Override
    public String about() {
        return "one libp2p stream over QUIC, against js-libp2p's QUIC";
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
            ours.add(Programs.json(plan.checkout(), Programs.java(StreamThroughput.class, mib, 1, TRANSPORT)));
            if (js.isPresent()) {
                theirs.add(js.get().run("perf.js", mib, 1, TRANSPORT));
            }
        }
        for (String way : List.of("upload", "download")) {
            Peer peer = theirs.isEmpty()
                    ? new Peer.Absent(JsLibp2p.NAME)
                    : new Peer.Measured(JsLibp2p.NAME, StreamBench.samples(theirs, way));
            report.accept(new Figure(
                    TRANSPORT + "." + way, "MiB/s", StreamBench.samples(ours, way), peer, Optional.of(GOAL)));
        }
    }
}
