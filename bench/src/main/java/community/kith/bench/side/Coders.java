package community.kith.bench.side;

import community.kith.bench.coding.CoderTurns;
import community.kith.bench.coding.FirstSecond;
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

/// Reed–Solomon of 4+3 and 3+7 shards of 64 KiB, each run in a virtual machine of its own where ours and the others
/// take
/// turns: warm in the cache, from memory, in the first second, and with the processor's newer instructions switched
/// off.
record Coders(Plan plan, int runs, Primitives peers) {
    private static final List<String> VECTORS = List.of("--add-modules=jdk.incubator.vector");
    private static final double MB_PER_GB = 1000;

    private static final String ISAL = "ISA-L";
    private static final String HADOOP = "Hadoop, Java";
    private static final String TABLE = "table, Java";

    private static final Optional<Goal> ISAL_GOAL = goal(1.5);
    private static final Optional<Goal> HADOOP_GOAL = goal(40);
    private static final Optional<Goal> MEMCPY_GOAL = goal(0.9);
    private static final Optional<Goal> FIRST_SECOND_GOAL = goal(0.9);
    private static final Optional<Goal> AVX2_GOAL = goal(10);
    /// No setting of the machine may make it slower than the textbook.
    private static final Optional<Goal> SAFE_GOAL = goal(1);

    private static Optional<Goal> goal(double ratio) {
        return Optional.of(new Goal.AtLeast(ratio));
    }

    void report(Consumer<Figure> report) throws IOException, InterruptedException {
        shape(report, 4, 3);
        shape(report, 3, 7);
    }

    private void shape(Consumer<Figure> report, int k, int m) throws IOException, InterruptedException {
        String shape = "." + k + "+" + m;
        plan.say("coding " + k + "+" + m + ", in some virtual machines");
        for (String deed : List.of("encode", "decode")) {
            List<JsonNode> turns = turns(VECTORS, deed, k, m);
            report.accept(figure("coding." + deed + shape + ".isal", turns, "isal", ISAL, ISAL_GOAL));
            report.accept(figure("coding." + deed + shape + ".hadoop", turns, "hadoop", HADOOP, HADOOP_GOAL));
            if (deed.equals("encode")) {
                report.accept(new Figure(
                        "coding.encode" + shape + ".zfec",
                        "MB/s",
                        samples(turns, "ours"),
                        peers.zfec(k, k + m),
                        Optional.empty()));
            }
        }
        report.accept(figure("coding.memory" + shape, turns(VECTORS, "memory", k, m), "memcpy", "memcpy", MEMCPY_GOAL));
        report.accept(firstSecond(shape, k, m));
        report.accept(table("coding.no-module" + shape, List.of(), SAFE_GOAL, k, m));
        report.accept(table("coding.avx2" + shape, with("-XX:UseAVX=2"), AVX2_GOAL, k, m));
        report.accept(table("coding.avx1" + shape, with("-XX:UseAVX=1"), SAFE_GOAL, k, m));
        report.accept(table("coding.avx0" + shape, with("-XX:UseAVX=0"), SAFE_GOAL, k, m));
    }

    private static List<String> with(String option) {
        List<String> options = new ArrayList<>(VECTORS);
        // Only processors of that kind know it.
        options.add("-XX:+IgnoreUnrecognizedVMOptions");
        options.add(option);
        return options;
    }

    private Figure table(String name, List<String> options, Optional<Goal> goal, int k, int m)
            throws IOException, InterruptedException {
        return figure(name, turns(options, "encode", k, m), "table", TABLE, goal);
    }

    private Figure firstSecond(String shape, int k, int m) throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> table = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            ours.add(MB_PER_GB * number(Programs.java(VECTORS, FirstSecond.class, "ours", k, m)));
            table.add(MB_PER_GB * number(Programs.java(VECTORS, FirstSecond.class, "table", k, m)));
        }
        return new Figure(
                "coding.first-second" + shape,
                "MB/s",
                new Samples(ours),
                new Peer.Measured(TABLE, new Samples(table)),
                FIRST_SECOND_GOAL);
    }

    private double number(List<String> command) throws IOException, InterruptedException {
        return Double.parseDouble(Programs.output(plan.checkout(), command).strip());
    }

    private List<JsonNode> turns(List<String> options, String deed, int k, int m)
            throws IOException, InterruptedException {
        List<JsonNode> turns = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            turns.add(Programs.json(plan.checkout(), Programs.java(options, CoderTurns.class, deed, k, m)));
        }
        return turns;
    }

    private static Figure figure(String name, List<JsonNode> turns, String field, String peer, Optional<Goal> goal) {
        boolean there = turns.stream().allMatch(run -> run.has(field));
        Peer measured = there ? new Peer.Measured(peer, samples(turns, field)) : new Peer.Absent(peer);
        return new Figure(name, "MB/s", samples(turns, "ours"), measured, goal);
    }

    private static Samples samples(List<JsonNode> turns, String field) {
        return new Samples(turns.stream()
                .map(run -> run.get(field).doubleValue() * MB_PER_GB)
                .toList());
    }
}
