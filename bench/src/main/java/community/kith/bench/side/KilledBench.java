package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.village.Neighbor;
import community.kith.bench.village.Village;
import community.kith.bench.work.RandomFile;
import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What it costs a reader that a holder dies, or only stops, midway: a get of a file of which any four of eight shards
/// suffice, undisturbed and disturbed in turns. A killed node is started again between runs.
final class KilledBench implements Bench {
    private static final int MIB = 1024;
    private static final int RUNS = 5;
    private static final int NODES = 8;
    private static final Goal GOAL = new Goal.AtMost(1.1);

    @Override
    public String name() {
        return "killed";
    }

    @Override
    public String about() {
        return "get with a holder killed, or stopped, midway, against the same get undisturbed";
    }

    /// What happens to a holder in the middle of a get, and how it is undone.
    private enum Mishap {
        NONE {
            @Override
            void befall(Neighbor holder) {}

            @Override
            void undo(Neighbor holder) {}
        },
        KILLED {
            @Override
            void befall(Neighbor holder) {
                holder.kill();
            }

            @Override
            void undo(Neighbor holder) throws IOException {
                holder.again();
            }
        },
        STOPPED {
            @Override
            void befall(Neighbor holder) throws IOException, InterruptedException {
                holder.signal("STOP");
            }

            @Override
            void undo(Neighbor holder) throws IOException, InterruptedException {
                holder.signal("CONT");
            }
        };

        abstract void befall(Neighbor holder) throws IOException, InterruptedException;

        abstract void undo(Neighbor holder) throws IOException, InterruptedException;
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int mib = plan.mib().orElse(MIB);
        int runs = plan.runs().orElse(RUNS);
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Path file = RandomFile.write(scratch.folder("from").resolve("original"), mib);
            plan.say(NODES + " nodes move in");
            try (Village village = Village.settle(plan.checkout(), scratch, NODES, i -> "")) {
                String link = village.owner().put(file);
                List<Neighbor> holders = village.neighbors().subList(1, NODES - 1);
                Neighbor reader = village.join(holders, "");
                village.owner().close();
                village.reader().close();
                once(scratch, reader, link, file, Mishap.NONE, holders.getFirst(), 0);
                List<Double> undisturbed = new ArrayList<>();
                List<Double> killed = new ArrayList<>();
                List<Double> stopped = new ArrayList<>();
                for (int run = 0; run < runs; run++) {
                    Neighbor victim = holders.get(run % holders.size());
                    double calm = once(scratch, reader, link, file, Mishap.NONE, victim, 0);
                    double dead = once(scratch, reader, link, file, Mishap.KILLED, victim, calm / 2);
                    reader.awaitCompany(holders.size());
                    double still = once(scratch, reader, link, file, Mishap.STOPPED, victim, calm / 2);
                    reader.awaitCompany(holders.size());
                    plan.say("run %d: undisturbed %.1f s, one killed %.1f s, one stopped %.1f s"
                            .formatted(run + 1, calm, dead, still));
                    undisturbed.add(calm);
                    killed.add(dead);
                    stopped.add(still);
                }
                Peer peer = new Peer.Measured("ours undisturbed", new Samples(undisturbed));
                report.accept(new Figure("killed.killed", "s", new Samples(killed), peer, Optional.of(GOAL)));
                report.accept(new Figure("killed.stopped", "s", new Samples(stopped), peer, Optional.of(GOAL)));
            }
        }
    }

    private static double once(
            Scratch scratch, Neighbor reader, String link, Path file, Mishap mishap, Neighbor victim, double after)
            throws IOException, InterruptedException {
        Path back = scratch.file("back");
        Thread fate = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.ofMillis((long) (after * 1000)));
                mishap.befall(victim);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        double seconds =
                Programs.settled(List.of(), () -> reader.get(link, back)).seconds();
        fate.join();
        mishap.undo(victim);
        RandomFile.requireSame(file, back);
        Files.delete(back);
        return seconds;
    }
}
