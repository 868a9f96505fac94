package community.kith.app.demo;

import community.kith.app.client.Json;
import community.kith.app.files.Trees;
import community.kith.app.terminal.Words;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The story: people become a community, hold a folder, die, and every byte comes back, twice.
///
/// Everything is done as people would do it, through their own nodes' HTTP API; the demo itself only starts processes,
/// kills them and compares files.
final class Demo {
    private static final Duration BEFORE_REPAIRED = Duration.ofSeconds(60);
    private static final int SECOND_DEATHS = 2;

    private final Plan plan;
    private final Path folder;
    private final Stage stage;
    private final Narrator narrator;
    private final Cast cast;
    private final List<Shares> shares = new ArrayList<>();
    private int killed;
    private int repairedShards;
    private long files;
    private long bytes;

    Demo(Plan plan, Path folder, Stage stage, Narrator narrator, InstantSource clock) {
        this.plan = plan;
        this.folder = folder;
        this.stage = stage;
        this.narrator = narrator;
        this.cast = new Cast(stage, clock);
    }

    /// Plays all of it.
    ///
    /// @throws IOException when it does not come out as it should, saying how
    void play() throws IOException, InterruptedException {
        start();
        bond();
        Canary canary = canary();
        FileInfo file = put();
        nobodyLooked(canary);
        kill("kill", cast.everybody().subList(0, plan.kill()));
        Actor reader = cast.alive().getFirst();
        read("read", reader, file.link());
        long before = Cast.onDiskBytes(helpers());
        pin(reader, file);
        Actor newcomer = join();
        FileHealth repaired = repair(reader, newcomer, file);
        tellRepair(reader, newcomer, repaired, Cast.onDiskBytes(helpers()) - before);
        List<Actor> oldHands = cast.alive().subList(0, cast.alive().size() - 1);
        kill(
                "kill-again",
                oldHands.subList(0, Math.min(Math.min(SECOND_DEATHS, repaired.lossesSurvived()), oldHands.size())));
        read("read-again", newcomer, file.link());
        if (plan.recover()) {
            new Recovering(folder, stage, cast, narrator).play();
        }
    }

    private void start() throws IOException, InterruptedException {
        narrator.doing("starting " + plan.nodes() + " nodes");
        List<Actor> actors = cast.enter(plan.nodes());
        narrator.done(
                "start",
                actors.size() + " nodes run, each with a process, home, key and port of its own: " + Cast.names(actors),
                Json.object().put("nodes", actors.size()));
    }

    private void bond() throws IOException, InterruptedException {
        narrator.doing("inviting each other");
        int bonds = cast.bondEverybody();
        narrator.done(
                "bond",
                bonds + " bonds, each by an invitation that was accepted",
                Json.object().put("bonds", bonds));
    }

    private FileInfo put() throws IOException {
        Actor owner = cast.owner();
        narrator.doing(owner.name() + " puts " + folder.getFileName());
        Trees.forEachFile(folder, file -> files++);
        var request =
                new PutRequest("", "neighborhood", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
        FileInfo file = owner.kith().put(request, new PutSource.OnDisk(folder), Progress.NONE);
        bytes = file.sizeBytes();
        FileHealth health = owner.kith().health(file.manifest());
        if (health.lossesSurvived() < plan.kill()) {
            throw new IOException("it survives only " + health.lossesSurvived() + " losses: " + health.sentence());
        }
        shares.add(Shares.of(health));
        ObjectNode figures = Json.object()
                .put("files", files)
                .put("bytes", bytes)
                .put("state", file.tier().label())
                .put("k", file.k())
                .put("n", file.n())
                .put("receipts", file.receipts())
                .put("lossesSurvived", health.lossesSurvived())
                .put("movedBytes", Cast.onDiskBytes(cast.holders()));
        figures.set("shards", shares.getLast().json(cast.everybody()));
        narrator.done(
                "put",
                "%s put %s (%s, %s): any %d of %d shards give it back; %s, with %s"
                        .formatted(
                                owner.name(),
                                file.name(),
                                Words.count(files, "file", "files"),
                                Words.size(bytes),
                                file.k(),
                                file.n(),
                                file.tier().label(),
                                Words.count(file.receipts(), "signed receipt", "signed receipts")),
                figures);
        return file;
    }

    /// Pieces of the plaintext that are on no holder's disk yet.
    private Canary canary() throws IOException {
        Canary canary = Canary.from(folder);
        for (Actor holder : cast.holders()) {
            canary.forgetWhatIsIn(holder.home());
        }
        return canary;
    }

    private void nobodyLooked(Canary canary) throws IOException {
        narrator.doing("searching the holders' disks for plaintext");
        for (Actor holder : cast.holders()) {
            if (!canary.search(holder.home()).isEmpty()) {
                throw new IOException("plaintext lies on the disk of " + holder.name());
            }
        }
        narrator.done(
                "nobody-looked",
                "nobody looked: of %s of plaintext none is in the %s on the holders' disks"
                        .formatted(Words.count(canary.size(), "piece", "pieces"), Words.size(canary.searchedBytes())),
                Json.object().put("pieces", canary.size()).put("searchedBytes", canary.searchedBytes()));
    }

    private void kill(String step, List<Actor> victims) throws InterruptedException {
        narrator.doing("killing " + Cast.names(victims));
        ObjectNode figures = Json.object();
        var names = figures.putArray("killed");
        for (Actor victim : victims) {
            victim.kill();
            names.add(victim.name());
            killed++;
        }
        narrator.done(step, "killed " + Cast.names(victims) + " (SIGKILL)", figures);
    }

    private void read(String step, Actor reader, String link) throws IOException {
        narrator.doing(reader.name() + " reads everything back");
        Path again = stage.dir().resolve(step).resolve(String.valueOf(folder.getFileName()));
        Files.createDirectories(stage.dir().resolve(step));
        long read = reader.kith().extract(link, again, Progress.NONE);
        Optional<String> difference = Trees.difference(folder, again);
        if (difference.isPresent()) {
            throw new IOException("what " + reader.name() + " read is not what was put: " + difference.get());
        }
        narrator.done(
                step,
                "%s, given only the link, read %s (%s) back: every byte, name and permission is the same"
                        .formatted(reader.name(), Words.count(files, "file", "files"), Words.size(read)),
                Json.object()
                        .put("reader", reader.name())
                        .put("files", files)
                        .put("movedBytes", read)
                        .put("verified", true));
    }

    private void pin(Actor keeper, FileInfo file) throws IOException {
        narrator.doing(keeper.name() + " takes it into care");
        long before = Cast.onDiskBytes(List.of(keeper));
        keeper.kith().pin(file.link(), Progress.NONE);
        narrator.done(
                "pin",
                keeper.name() + " takes it into care, now that its owner is gone",
                Json.object()
                        .put("keeper", keeper.name())
                        .put("movedBytes", Cast.onDiskBytes(List.of(keeper)) - before));
    }

    private Actor join() throws IOException, InterruptedException {
        narrator.doing("somebody new joins");
        List<Actor> hosts = cast.alive();
        Actor newcomer = cast.enter(1).getFirst();
        for (Actor host : hosts) {
            Cast.invite(host, List.of(newcomer));
        }
        narrator.done(
                "join",
                newcomer.name() + " joins, a friend of the " + hosts.size() + " who are left",
                Json.object().put("newcomer", newcomer.name()).put("bonds", hosts.size()));
        return newcomer;
    }

    private FileHealth repair(Actor keeper, Actor newcomer, FileInfo file) throws IOException, InterruptedException {
        narrator.doing("waiting for " + keeper.name() + " to repair what was lost");
        int wanted = Math.min(SECOND_DEATHS, cast.alive().size() - 1);
        return cast.until(
                BEFORE_REPAIRED,
                "the repair",
                () -> Optional.of(keeper.kith().health(file.manifest()))
                        .filter(now -> now.missingShards() == 0 && now.lossesSurvived() >= wanted)
                        .filter(now -> Shares.of(now).of(newcomer) > 0));
    }

    private void tellRepair(Actor keeper, Actor newcomer, FileHealth health, long movedBytes) {
        shares.add(Shares.of(health));
        for (Actor actor : cast.alive()) {
            repairedShards +=
                    Math.max(0, shares.getLast().of(actor) - shares.getFirst().of(actor));
        }
        ObjectNode figures = Json.object()
                .put("repairedShards", repairedShards)
                .put("missingShards", health.missingShards())
                .put("lossesSurvived", health.lossesSurvived())
                .put("movedBytes", movedBytes);
        figures.set("shards", shares.getLast().json(cast.alive()));
        narrator.done(
                "repair",
                "%s made %s anew on those who are left and on %s: nothing is missing, any %d may die"
                        .formatted(
                                keeper.name(),
                                Words.count(repairedShards, "shard", "shards"),
                                newcomer.name(),
                                health.lossesSurvived()),
                figures);
    }

    /// Those who live, but for the keeper.
    private List<Actor> helpers() {
        List<Actor> alive = cast.alive();
        return alive.subList(1, alive.size());
    }

    List<Actor> everybody() {
        return cast.everybody();
    }

    /// Who had how many shards: after the put, and after the repair.
    List<Shares> shares() {
        return List.copyOf(shares);
    }

    /// The figures of the end.
    ObjectNode figures() {
        return Json.object()
                .put("nodes", plan.nodes())
                .put("killed", killed)
                .put("files", files)
                .put("bytes", bytes)
                .put("verified", true)
                .put("repairedShards", repairedShards);
    }
}
