package community.kith.bench.side;

import community.kith.bench.PerfHost;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.wire.Told;
import community.kith.bench.wire.TwoHouses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// What one stream carries over a long way: 100 ms there and back, with and without packets lost, beside what iperf3
/// carries over the same wire in the same run.
final class WanBench implements Bench {
    private static final int MIB = 200;
    private static final int RUNS = 3;
    private static final double BITS_PER_MIB = 8.0 * (1 << 20);
    private static final String ANYWHERE = "/ip4/0.0.0.0/tcp/0";
    private static final String IPERF_PORT = "5201";
    private static final JsonMapper JSON = new JsonMapper();
    /// As much of what raw TCP keeps as a stream of ours is to keep.
    private static final Goal GOAL = new Goal.AtLeast(0.8);

    @Override
    public String name() {
        return "wan";
    }

    @Override
    public String about() {
        return "one libp2p stream over 100 ms of round trip, with 0 and 0.1 % loss, against iperf3; needs root";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        Optional<String> missing = TwoHouses.missing();
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        report.accept(measure(plan, "wan.lossless", "50 0 0"));
        report.accept(measure(plan, "wan.loss", "50 0.001 0"));
    }

    private static Figure measure(Plan plan, String name, String weather) throws IOException, InterruptedException {
        int mib = plan.mib().orElse(MIB);
        int runs = plan.runs().orElse(RUNS);
        List<Double> ours = new ArrayList<>();
        List<Double> raw = new ArrayList<>();
        try (TwoHouses houses = new TwoHouses()) {
            houses.weather(weather);
            String right = rightAddress(houses.right(PerfHost.class, ANYWHERE).hear());
            Told left = houses.left(PerfHost.class, ANYWHERE);
            left.hear();
            for (int run = 1; run <= runs; run++) {
                plan.say("run " + run + " of " + runs + ", " + mib + " MiB, " + weather);
                ours.add(mib / Double.parseDouble(left.tell("perf " + right + " " + ((long) mib << 20) + " 0")));
                raw.add(iperf(houses, mib));
            }
        }
        return new Figure(
                name, "MiB/s", new Samples(ours), new Peer.Measured("iperf3", new Samples(raw)), Optional.of(GOAL));
    }

    /// The host lists its loopback address too.
    private static String rightAddress(String said) {
        return said.replaceFirst("/ip4/[0-9.]+/", "/ip4/" + TwoHouses.RIGHT_IP + "/");
    }

    private static double iperf(TwoHouses houses, int mib) throws IOException {
        try (Told server = houses.right(List.of("iperf3", "-s", "-1", "-p", IPERF_PORT, "--forceflush"))) {
            String line = server.hear();
            while (!line.contains("listening")) {
                line = server.hear();
            }
            try (Told client = houses.left(
                    List.of("iperf3", "-c", TwoHouses.RIGHT_IP, "-p", IPERF_PORT, "-n", mib + "M", "--json"))) {
                return JSON.readTree(client.hearOut())
                                .at("/end/sum_received/bits_per_second")
                                .doubleValue()
                        / BITS_PER_MIB;
            }
        }
    }
}
