package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.village.Neighbor;
import community.kith.bench.village.Village;
import community.kith.bench.work.Cost;
import community.kith.bench.work.RandomFile;
import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Put and get of a big file across seven nodes on this machine, against programs that bring the same bytes once to the
/// same disk. A put is over when it is durable; a get is on another node than the one that put.
final class VaultBench implements Bench {
    private static final int MIB = 1024;
    private static final int RUNS = 3;
    private static final String CP = "cp and sync";
    private static final String SHA256SUM = "sha256sum";
    private static final String RCLONE = "rclone, WebDAV";
    private static final String RCLONE_CRYPT = "rclone crypt, WebDAV";

    private final Tally put = new Tally("vault.put");
    private final Tally get = new Tally("vault.get");

    @Override
    public String name() {
        return "vault";
    }

    @Override
    public String about() {
        return "put and get of 1 GiB across seven nodes, against cp, sha256sum and rclone";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int mib = plan.mib().orElse(MIB);
        int runs = plan.runs().orElse(RUNS);
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Path file = RandomFile.write(scratch.file("original"), mib);
            Optional<Rclone> rclone = Rclone.serve(plan, scratch);
            plan.say("seven nodes move in");
            try (Village village = Village.settle(plan.checkout(), scratch, i -> "")) {
                for (int run = 1; run <= runs; run++) {
                    plan.say("run " + run + " of " + runs + ", " + mib + " MiB");
                    round(scratch, file, village, rclone);
                }
            }
        }
        put.report(report);
        get.report(report);
    }

    private void round(Scratch scratch, Path file, Village village, Optional<Rclone> rclone)
            throws IOException, InterruptedException {
        ours(scratch, file, village);
        Path copy = scratch.file("copy");
        put.peer(CP, timed(List.of(), () -> copy(file, copy)));
        put.peer(SHA256SUM, timed(List.of(), () -> hash(file)));
        Path back = scratch.file("back");
        get.peer(CP, timed(List.of(), () -> copy(copy, back)));
        get.peer(SHA256SUM, timed(List.of(), () -> hash(back)));
        Scratch.delete(copy);
        Scratch.delete(back);
        if (rclone.isPresent()) {
            rclone(rclone.get(), RCLONE, "plain:file", scratch, file);
            rclone(rclone.get(), RCLONE_CRYPT, "sealed:file", scratch, file);
        } else {
            List.of(RCLONE, RCLONE_CRYPT).forEach(name -> {
                put.absent(name);
                get.absent(name);
            });
        }
    }

    private void ours(Scratch scratch, Path file, Village village) throws IOException, InterruptedException {
        List<Long> nodes = village.neighbors().stream().map(Neighbor::pid).toList();
        List<String> link = new ArrayList<>();
        put.ours(timed(nodes, () -> link.add(village.owner().put(file))));
        Path back = scratch.file("back");
        get.ours(timed(nodes, () -> village.reader().get(link.getFirst(), back)));
        RandomFile.requireSame(file, back);
        Files.delete(back);
        village.owner().remove(link.getFirst());
    }

    private void rclone(Rclone rclone, String name, String remote, Scratch scratch, Path file)
            throws IOException, InterruptedException {
        Path back = scratch.file("back");
        put.peer(name, timed(List.of(rclone.pid()), () -> rclone.copy(file.toString(), remote)));
        get.peer(name, timed(List.of(rclone.pid()), () -> rclone.copy(remote, back.toString())));
        RandomFile.requireSame(file, back);
        Files.delete(back);
    }

    /// Nobody pays for what another has left to be written.
    private static Cost timed(List<Long> servers, Cost.Work work) throws IOException, InterruptedException {
        Programs.output(Path.of("/"), List.of("sync"));
        return Cost.of(servers, work);
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Programs.output(Path.of("/"), List.of("cp", from.toString(), to.toString()));
        Programs.output(Path.of("/"), List.of("sync", to.toString()));
    }

    private static void hash(Path file) throws IOException, InterruptedException {
        Programs.output(Path.of("/"), List.of("sha256sum", file.toString()));
    }
}
