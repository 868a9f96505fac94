package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.village.Neighbor;
import community.kith.bench.village.Village;
import community.kith.bench.work.Cost;
import community.kith.bench.work.Proc;
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

/// What it costs to get a big file from four of the seven who hold it, by somebody who has nothing; beside libtorrent
/// with four seeds and a pair of Syncthings. Then with five holders, and the same with one of them killed midway.
final class GetBench implements Bench {
    private static final int MIB = 1024;
    private static final int RUNS = 3;
    private static final int NODES = 8;
    private static final int HOLDERS = 4;
    private static final double CPU_SECONDS_PER_GIB = 2.5;
    private static final String TORRENT = "libtorrent v2, four seeds";
    private static final String SYNCTHING = "Syncthing";
    private static final Goal UNDISTURBED = new Goal.AtMost(1.1);

    private static final Duration REST = Duration.ofSeconds(30);

    private final Tally get = new Tally("get");
    private final List<Double> receivers = new ArrayList<>();

    @Override
    public String name() {
        return "get";
    }

    @Override
    public String about() {
        return "get of 1 GiB from four of seven holders, against libtorrent and Syncthing; with one killed midway";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int mib = plan.mib().orElse(MIB);
        int runs = plan.runs().orElse(RUNS);
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Path file = RandomFile.write(scratch.folder("from").resolve("original"), mib);
            Optional<Torrent> torrent = Torrent.seed(plan, scratch, file);
            Optional<Path> syncthing = Syncthing.find(plan);
            plan.say(NODES + " nodes move in");
            try (Village village = Village.settle(plan.checkout(), scratch, NODES, i -> "")) {
                String link = village.owner().put(file);
                List<Neighbor> holders = village.neighbors().subList(1, HOLDERS + 2);
                plan.say("a newcomer gets to know five of the holders; the others and the owner leave");
                Neighbor reader = village.join(holders, "");
                village.owner().close();
                village.neighbors().subList(HOLDERS + 2, NODES).forEach(Neighbor::close);
                Figure killed = disturbed(plan, scratch, new Fetch(reader, holders, link, file), runs);
                for (int run = 1; run <= runs; run++) {
                    plan.say("run " + run + " of " + runs + ", " + mib + " MiB");
                    get.ours(new Fetch(reader, holders.subList(0, HOLDERS), link, file).once(scratch));
                    torrent(torrent, scratch, file);
                    syncthing(syncthing, scratch, file);
                }
                get.cpuLimit("a limit of " + CPU_SECONDS_PER_GIB + " s per GiB", CPU_SECONDS_PER_GIB * mib / MIB);
                get.goal(TORRENT, 0.5);
                get.goal(SYNCTHING, 0.4);
                get.report(report);
                report.accept(killed);
                report.accept(memory(plan, reader));
            }
        }
    }

    /// What the reader keeps of the machine's memory once it has come to rest, beside the most that Syncthing's had.
    private Figure memory(Plan plan, Neighbor reader) throws IOException, InterruptedException {
        plan.say("the reader rests for a while");
        Thread.sleep(REST);
        Samples ours = Samples.of(Proc.residentMib(reader.pid()));
        Peer peer = receivers.isEmpty()
                ? new Peer.Absent(SYNCTHING)
                : new Peer.Measured(SYNCTHING + "'s receiver", new Samples(receivers));
        return new Figure("get.rss", "MiB", ours, peer, Optional.of(new Goal.AtMost(1)));
    }

    /// One reader's way to the bytes.
    private record Fetch(Neighbor reader, List<Neighbor> holders, String link, Path file) {
        Cost once(Scratch scratch) throws IOException, InterruptedException {
            List<Long> nodes =
                    new ArrayList<>(holders.stream().map(Neighbor::pid).toList());
            nodes.add(reader.pid());
            Path back = scratch.file("back");
            Cost cost = Programs.settled(nodes, () -> reader.get(link, back));
            RandomFile.requireSame(file, back);
            Files.delete(back);
            return cost;
        }
    }

    /// The last of the holders is killed for good, so it is one run; the undisturbed ones before it warm everybody up.
    private static Figure disturbed(Plan plan, Scratch scratch, Fetch fetch, int runs)
            throws IOException, InterruptedException {
        List<Double> undisturbed = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            undisturbed.add(fetch.once(scratch).seconds());
        }
        Samples warm = new Samples(undisturbed.subList(1, undisturbed.size()));
        plan.say("one of five holders is killed after " + warm.median() / 2 + " s");
        Thread killer = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.ofMillis((long) (warm.median() * 500)));
                fetch.holders().getLast().kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Path back = scratch.file("back");
        double seconds = Programs.settled(List.of(), () -> fetch.reader().get(fetch.link(), back))
                .seconds();
        killer.join();
        RandomFile.requireSame(fetch.file(), back);
        Files.delete(back);
        return new Figure(
                "get.killed",
                "s",
                Samples.of(seconds),
                new Peer.Measured("ours undisturbed, five holders", warm),
                Optional.of(UNDISTURBED));
    }

    private void torrent(Optional<Torrent> torrent, Scratch scratch, Path file)
            throws IOException, InterruptedException {
        if (torrent.isEmpty()) {
            get.absent(TORRENT);
            return;
        }
        Path to = scratch.folder("torrent-to");
        get.peer(
                TORRENT,
                Programs.settled(torrent.get().pids(), () -> torrent.get().fetch(to)));
        RandomFile.requireSame(file, to.resolve("original"));
        Scratch.delete(to);
    }

    private void syncthing(Optional<Path> program, Scratch scratch, Path file)
            throws IOException, InterruptedException {
        if (program.isEmpty()) {
            get.absent(SYNCTHING);
            return;
        }
        Path to = scratch.folder("syncthing-files");
        try (Syncthing both = Syncthing.begin(program.get(), scratch, scratch.folder("from"), to, Files.size(file))) {
            get.peer(SYNCTHING, Programs.settled(both.pids(), both::fetch));
            receivers.add(both.receiverMib());
        }
        RandomFile.requireSame(file, to.resolve("original"));
        Scratch.delete(to);
        Scratch.delete(scratch.file("syncthing-from"));
        Scratch.delete(scratch.file("syncthing-to"));
    }
}
