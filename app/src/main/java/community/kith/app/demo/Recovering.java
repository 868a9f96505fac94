package community.kith.app.demo;

import community.kith.app.client.Json;
import community.kith.app.files.Trees;
import community.kith.app.terminal.Words;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.node.api.Circle;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Person;
import community.kith.node.api.Petition;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The chapter in which somebody loses every device: five guardians, of whom three are enough, one of whom is gone as
/// well; a new computer, three phone calls, a short wait, and every file again, byte by byte.
final class Recovering {
    private static final int GUARDIANS = 5;
    private static final int NEED = 3;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Stage stage;
    private final Cast cast;
    private final Narrator narrator;

    Recovering(Path folder, Stage stage, Cast cast, Narrator narrator) {
        this.folder = folder;
        this.stage = stage;
        this.cast = cast;
        this.narrator = narrator;
    }

    /// Plays it with six people who were in no chapter before.
    void play() throws IOException, InterruptedException {
        narrator.doing("six more people start");
        List<Actor> six = cast.enter(GUARDIANS + 1);
        Actor owner = six.getFirst();
        List<Actor> guardians = six.subList(1, six.size());
        bond(six);
        Did passport = owner.kith().status().passport();
        FileInfo file = put(owner);
        choose(owner, guardians);
        lose(owner, guardians.getLast());
        Actor again = recover(owner.name(), passport, guardians);
        read(again, file);
    }

    private void bond(List<Actor> six) throws IOException, InterruptedException {
        for (int host = 0; host < six.size() - 1; host++) {
            Cast.invite(six.get(host), six.subList(host + 1, six.size()));
        }
        Actor owner = six.getFirst();
        cast.until(
                PATIENCE,
                owner.name() + " to see everybody",
                () -> Optional.of(owner.kith().status().peopleOnline()).filter(seen -> seen >= six.size() - 1));
    }

    private FileInfo put(Actor owner) throws IOException {
        var request =
                new PutRequest("", "private", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
        return owner.kith().put(request, new PutSource.OnDisk(folder), Progress.NONE);
    }

    private void choose(Actor owner, List<Actor> guardians) throws IOException, InterruptedException {
        narrator.doing(owner.name() + " chooses guardians");
        List<Did> who = owner.kith().people().stream().map(Person::did).toList();
        owner.kith().guardians().choose(who, NEED, WAIT);
        cast.until(
                PATIENCE,
                "everybody's share",
                () -> Optional.of(owner.kith().guardians().circle()).filter(Circle::inForce));
        Circle drilled = owner.kith().guardians().drill();
        long proved = drilled.guardians().stream()
                .filter(guardian -> guardian.passed().isPresent())
                .count();
        if (proved < GUARDIANS) {
            throw new IOException("only " + proved + " of " + GUARDIANS + " guardians proved their share");
        }
        cast.until(
                PATIENCE,
                "friends who keep the sealed list of files",
                () -> Optional.of(owner.kith().guardians().tomorrow())
                        .filter(tomorrow ->
                                tomorrow.keepers().size() >= GUARDIANS && tomorrow.readable() == tomorrow.files()));
        narrator.done(
                "guardians",
                "%s chose %s: any %d give the passport back; a drill has each prove their share"
                        .formatted(owner.name(), Cast.names(guardians), NEED),
                Json.object().put("guardians", GUARDIANS).put("need", NEED).put("proved", proved));
    }

    private void lose(Actor owner, Actor guardian) throws IOException, InterruptedException {
        narrator.doing(owner.name() + " loses everything");
        owner.kill();
        guardian.kill();
        Trees.delete(owner.home());
        var figures = Json.object().put("lost", owner.name());
        figures.putArray("killed").add(owner.name()).add(guardian.name());
        narrator.done(
                "lose",
                "%s's computer burns with all that is on it, and %s's breaks down"
                        .formatted(owner.name(), guardian.name()),
                figures);
    }

    private Actor recover(String name, Did passport, List<Actor> guardians) throws IOException, InterruptedException {
        narrator.doing(name + " asks on a new computer");
        Path home = stage.dir().resolve("new-computer");
        Multiaddr first = guardians.getFirst().kith().status().addresses().getFirst();
        Process asking = stage.run(
                home, "recover", passport.toString(), "--from", first.toString(), "--device", "new computer", "--json");
        try (BufferedReader out = asking.inputReader(StandardCharsets.UTF_8)) {
            String words = words(out);
            for (Actor guardian : guardians.subList(0, NEED)) {
                approve(guardian, passport, words);
            }
            JsonNode last = last(out);
            if (asking.waitFor() != 0 || !last.path("state").asString("").equals("recovered")) {
                throw new IOException("the passport of " + name + " did not come back: " + last);
            }
            narrator.done(
                    "recover",
                    "%s read six words to %s, %s and %s; after the wait three shares made the passport again, and friends gave back who and what is theirs"
                            .formatted(
                                    name,
                                    guardians.get(0).name(),
                                    guardians.get(1).name(),
                                    guardians.get(2).name()),
                    Json.object()
                            .put("approvals", NEED)
                            .put("people", last.path("people").asInt())
                            .put("files", last.path("files").asInt()));
        }
        return stage.again(name, home);
    }

    private static String words(BufferedReader out) throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("kith recover ended at once");
        }
        return Json.parse(line, "kith recover").path("words").asString("");
    }

    private static JsonNode last(BufferedReader out) throws IOException {
        JsonNode last = Json.object();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            last = Json.parse(line, "kith recover");
        }
        return last;
    }

    /// The guardian's person hears of it, is called, and types what is read to them.
    private void approve(Actor guardian, Did passport, String words) throws IOException, InterruptedException {
        Petition petition = cast.until(
                PATIENCE,
                guardian.name() + " to hear of the request",
                () -> guardian.kith().guardians().petitions().stream()
                        .filter(each -> each.passport().equals(passport))
                        .findFirst());
        guardian.kith().guardians().approve(petition.id().toString(), words);
    }

    private void read(Actor again, FileInfo file) throws IOException {
        narrator.doing(again.name() + " reads everything");
        FileInfo listed = again.kith().files().stream()
                .filter(each -> each.manifest().equals(file.manifest()))
                .findFirst()
                .orElseThrow(() -> new IOException("what " + again.name() + " had put is not listed"));
        Path target = stage.dir().resolve("recovered").resolve(String.valueOf(folder.getFileName()));
        Files.createDirectories(stage.dir().resolve("recovered"));
        long read = again.kith().extract(listed.link(), target, Progress.NONE);
        Optional<String> difference = Trees.difference(folder, target);
        if (difference.isPresent()) {
            throw new IOException("what " + again.name() + " read is not what was put: " + difference.get());
        }
        narrator.done(
                "recovered",
                "%s has every file again (%s), listed by itself: every byte, name and permission is the same"
                        .formatted(again.name(), Words.size(read)),
                Json.object()
                        .put("reader", again.name())
                        .put("movedBytes", read)
                        .put("verified", true));
    }
}
