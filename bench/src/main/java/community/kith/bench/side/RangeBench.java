package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.village.Neighbor;
import community.kith.bench.village.Village;
import community.kith.bench.wire.PlainSegments;
import community.kith.bench.wire.RangeProbe;
import community.kith.bench.wire.Told;
import community.kith.bench.wire.TwoHouses;
import community.kith.bench.work.RandomFile;
import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How long somebody far away waits for the first byte of a range in the middle of a file: holders in one house, the
/// reader in another, 100 ms each way. Beside it what no protocol can undercut: one question over as many bare TCP
/// connections as there are shards, and one segment back.
final class RangeBench implements Bench {
    private static final int MIB = 1024;
    private static final int RUNS = 5;
    private static final int HOLDERS = 5;
    private static final int DELAY_MILLIS = 100;
    private static final int SEGMENT_BYTES = 16 << 20;
    private static final Goal GOAL = new Goal.AtMost(1.25);

    @Override
    public String name() {
        return "range";
    }

    @Override
    public String about() {
        return "first byte of a range over 200 ms of round trip, against one bare question and one segment; needs root";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        Optional<String> missing = TwoHouses.missing();
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        int runs = plan.runs().orElse(RUNS);
        int mib = Math.max(48, plan.mib().orElse(MIB) / runs);
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"));
                TwoHouses houses = new TwoHouses()) {
            houses.weather("0 0 0");
            var right = new Village.Street(houses.intoRight(), TwoHouses.RIGHT_IP);
            plan.say(HOLDERS + " holders move into one house, a reader into the other");
            try (Village village = Village.settle(plan.checkout(), scratch, HOLDERS, right)) {
                Neighbor reader =
                        village.join(village.neighbors(), "", new Village.Street(houses.intoLeft(), TwoHouses.LEFT_IP));
                List<String> links = new ArrayList<>();
                for (int i = 0; i < runs + 1; i++) {
                    Path file = RandomFile.write(scratch.folder("from").resolve("original" + i), mib);
                    links.add(village.owner().put(file));
                }
                measure(plan, report, houses, reader, links);
            }
        }
    }

    private static void measure(
            Plan plan, Consumer<Figure> report, TwoHouses houses, Neighbor reader, List<String> links)
            throws IOException {
        String port = houses.right(PlainSegments.class).hear();
        Told plain = houses.left(PlainSegments.class, TwoHouses.RIGHT_IP, port, Integer.toString(HOLDERS / 2));
        plain.hear();
        Told probe = houses.left(RangeProbe.class, reader.home().toString(), reader.url());
        probe.hear();
        houses.weather(DELAY_MILLIS + " 0 0");
        List<Double> unknown = new ArrayList<>();
        List<Double> known = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int run = 0; run < links.size(); run++) {
            String link = links.get(run);
            probe.tell(link);
            double first = Double.parseDouble(probe.tell(link + " " + middle(0)));
            double later = Double.parseDouble(probe.tell(link + " " + middle(1)));
            double least = Double.parseDouble(plain.tell(Integer.toString(SEGMENT_BYTES)));
            plan.say("run %d: nobody known %.0f ms, holders known %.0f ms, bare TCP %.0f ms"
                    .formatted(run, first, later, least));
            if (run > 0) {
                unknown.add(first);
                known.add(later);
                bare.add(least);
            }
        }
        Peer peer = new Peer.Measured("one question and one segment over bare TCP", new Samples(bare));
        report.accept(new Figure("range.unknown", "ms", new Samples(unknown), peer, Optional.of(GOAL)));
        report.accept(new Figure("range.known", "ms", new Samples(known), peer, Optional.of(GOAL)));
    }

    /// A kilobyte within another segment each time.
    private static String middle(int which) {
        long from = (long) SEGMENT_BYTES * (2L * which) + SEGMENT_BYTES / 4;
        return from + " " + (from + 1_000);
    }
}
