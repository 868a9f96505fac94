package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.village.Neighbor;
import community.kith.bench.village.Village;
import community.kith.bench.work.RandomFile;
import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What it costs to put a big file with seven others: one node reads, seals, codes and sends it, seven real nodes store
/// it, and it is over when it is durable. Beside it restic, which stores it once, here.
final class PutBench implements Bench {
    private static final int MIB = 1024;
    private static final int RUNS = 3;
    private static final int NODES = 8;
    private static final double CPU_SECONDS_PER_GIB = 5;
    private static final double RESTIC_SHARE = 0.55;
    private static final String RESTIC = "restic, one copy, here";

    private final Tally put = new Tally("put");

    @Override
    public String name() {
        return "put";
    }

    @Override
    public String about() {
        return "put of 1 GiB to seven nodes: CPU of all of them, against restic's backup of one copy";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int mib = plan.mib().orElse(MIB);
        int runs = plan.runs().orElse(RUNS);
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Optional<Restic> restic = Restic.find(plan, scratch);
            plan.say(NODES + " nodes move in");
            try (Village village = Village.settle(plan.checkout(), scratch, NODES, i -> "")) {
                for (int run = 1; run <= runs; run++) {
                    plan.say("run " + run + " of " + runs + ", " + mib + " MiB");
                    // What was put before would not be put again.
                    Path file = RandomFile.write(scratch.file("original"), mib, run);
                    ours(file, village);
                    if (restic.isPresent()) {
                        restic(restic.get(), file);
                    } else {
                        put.absent(RESTIC);
                    }
                }
            }
            put.cpuLimit("a limit of " + CPU_SECONDS_PER_GIB + " s per GiB", CPU_SECONDS_PER_GIB * mib / MIB);
            put.cpuGoal(RESTIC, RESTIC_SHARE);
            put.report(report);
        }
    }

    private void ours(Path file, Village village) throws IOException, InterruptedException {
        List<Long> nodes = village.neighbors().stream().map(Neighbor::pid).toList();
        put.ours(Programs.settled(nodes, () -> village.owner().put(file)));
    }

    private void restic(Restic restic, Path file) throws IOException, InterruptedException {
        restic.begin();
        put.peer(RESTIC, Programs.settled(List.of(), () -> restic.backup(file)));
        restic.end();
    }
}
