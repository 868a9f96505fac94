package community.kith.bench.side;

import community.kith.bench.PerfHost;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.wire.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// How long a ping takes while another stream of the same connection is never idle: the slowest of a hundred.
final class PingBench implements Bench {
    private static final int RUNS = 5;
    private static final int PINGS = 200;
    private static final long LOAD_BYTES = 64 << 20;
    private static final String LOOPBACK = "/ip4/127.0.0.1/tcp/0";
    private static final Goal GOAL = new Goal.AtMost(1);

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public String about() {
        return "the 99th percentile of a ping beside a busy stream, against js-libp2p";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int runs = plan.runs().orElse(RUNS);
        Optional<JsLibp2p> js = JsLibp2p.find(plan);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            plan.say("run " + run + " of " + runs + ", " + PINGS + " pings");
            ours.add(percentile99(ours()));
            if (js.isPresent()) {
                theirs.add(percentile99(js(js.get())));
            }
        }
        Peer peer = theirs.isEmpty()
                ? new Peer.Absent(JsLibp2p.NAME)
                : new Peer.Measured(JsLibp2p.NAME, new Samples(theirs));
        report.accept(new Figure("ping.loaded.p99", "ms", new Samples(ours), peer, Optional.of(GOAL)));
    }

    private static List<Double> ours() throws IOException {
        try (Told server = Told.run(Programs.java(PerfHost.class, LOOPBACK));
                Told client = Told.run(Programs.java(PerfHost.class, LOOPBACK))) {
            String at = server.hear();
            client.hear();
            String order = "ping " + at + " " + PINGS + " " + LOAD_BYTES;
            client.tell(order);
            return Stream.of(client.tell(order).split(" ", PINGS))
                    .map(Double::parseDouble)
                    .toList();
        }
    }

    private static List<Double> js(JsLibp2p js) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (JsonNode time : js.run("ping.js", PINGS, LOAD_BYTES).get("millis")) {
            times.add(time.doubleValue());
        }
        return times;
    }

    private static double percentile99(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() * 99 / 100);
    }
}
