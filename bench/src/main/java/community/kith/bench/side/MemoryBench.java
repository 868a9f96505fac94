package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.village.Footprint;
import community.kith.bench.village.Neighbor;
import community.kith.bench.village.Village;
import community.kith.bench.work.RandomFile;
import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// The memory that nodes need for a big file, next to what they need for a small one: fresh nodes with `-Xmx256m` for
/// each. A node that runs out of memory ends, and so does the run.
final class MemoryBench implements Bench {
    private static final int BIG_MIB = 1024;
    private static final int SMALL_MIB = 64;
    private static final int RUNS = 1;
    private static final int SIZE = 7;
    private static final Goal GOAL = new Goal.AtMost(1.3);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "peak memory of nodes with -Xmx256m for 1 GiB put and got, against 64 MiB";
    }

    /// One village's day.
    private record Day(Footprint owner, Footprint reader, Footprint holder) {}

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int runs = plan.runs().orElse(RUNS);
        List<Day> big = new ArrayList<>();
        List<Day> small = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            big.add(day(plan, plan.mib().orElse(BIG_MIB)));
            small.add(day(plan, SMALL_MIB));
        }
        report(report, "owner", big, small, Day::owner);
        report(report, "reader", big, small, Day::reader);
        report(report, "holder", big, small, Day::holder);
    }

    private static Day day(Plan plan, int mib) throws IOException, InterruptedException {
        plan.say("fresh nodes, " + mib + " MiB");
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Path file = RandomFile.write(scratch.file("original"), mib);
            Path back = scratch.file("back");
            try (Village village =
                    Village.settle(plan.checkout(), scratch, SIZE, i -> Footprint.javaOptions(scratch.file(log(i))))) {
                String link = village.owner().put(file);
                village.reader().get(link, back);
                RandomFile.requireSame(file, back);
                List<Footprint> all = new ArrayList<>();
                for (Neighbor neighbor : village.neighbors()) {
                    all.add(Footprint.of(neighbor, scratch.file(log(all.size()))));
                }
                return new Day(all.getFirst(), all.getLast(), all.get(1));
            }
        }
    }

    private static String log(int node) {
        return "gc" + node + ".log";
    }

    private static void report(
            Consumer<Figure> report, String who, List<Day> big, List<Day> small, ToFootprint footprint) {
        report.accept(figure(
                "memory." + who + ".rss", big, small, day -> footprint.of(day).residentMib(), Optional.of(GOAL)));
        report.accept(figure(
                "memory." + who + ".heap", big, small, day -> footprint.of(day).heapMib(), Optional.empty()));
    }

    @FunctionalInterface
    private interface ToFootprint {
        Footprint of(Day day);
    }

    private static Figure figure(
            String name, List<Day> big, List<Day> small, ToDoubleFunction<Day> mib, Optional<Goal> goal) {
        return new Figure(
                name,
                "MiB",
                samples(big, mib),
                new Peer.Measured("ours with " + SMALL_MIB + " MiB", samples(small, mib)),
                goal);
    }

    private static Samples samples(List<Day> days, ToDoubleFunction<Day> mib) {
        return new Samples(days.stream().mapToDouble(mib).boxed().toList());
    }
}
