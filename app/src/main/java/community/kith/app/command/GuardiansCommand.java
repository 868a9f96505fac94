package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.base.name.Did;
import community.kith.node.api.Circle;
import community.kith.node.api.Guardians;
import community.kith.node.api.Petition;
import community.kith.node.api.Tomorrow;
import community.kith.node.api.Ward;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "guardians",
        description = {
            "People who together can give me my passport back when every device of mine is lost. None of them can alone,",
            "and fewer than --need of them learn nothing.",
            "DEED is one of:",
            "  status               who they are and how it stands with each",
            "  set WHO… --need M    chooses them, anew if need be; everybody gets a new share",
            "  refresh              the same people, with new shares",
            "  drill                each proves now that they have their share; the key stays where it is",
            "  requests             who asks for a passport: mine, or that of somebody I know",
            "  approve ID WORD…     the person read these six words to me from the machine before them",
            "  refuse ID            ends a request; for everybody when it is about my own passport",
            "  way WHO              the line that WHO types on a new computer to get their passport back from me",
            "  tomorrow             what would be, were this device gone tomorrow"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith guardians set Ben Chloe Dan Eve Finn --need 3",
            "  kith guardians drill",
            "  kith guardians approve 3kq7ya lamp orbit tiger flame noble cake"
        })
final class GuardiansCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DEED", arity = "0..1", description = "What to do; status without it.")
    private String deed = "status";

    @Parameters(index = "1..*", paramLabel = "ARG", arity = "0..*", description = "As above.")
    private List<String> words = List.of();

    @Option(names = "--need", paramLabel = "M", description = "How many of them it takes, at least 2.")
    private int need;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "How long each waits between approving a request and giving their share, so that I can refuse"
                    + " it; 24h without it, from 1s to 48h.")
    private String wait = "24h";

    GuardiansCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Guardians guardians = node.guardians();
        return switch (deed) {
            case "status" -> status(guardians);
            case "set" -> set(node, guardians);
            case "refresh" -> refresh(guardians);
            case "drill" -> drill(guardians.drill());
            case "requests" -> requests(guardians.petitions());
            case "approve" -> approve(guardians);
            case "refuse" -> refuse(guardians);
            case "way" -> way(node);
            case "tomorrow" -> tomorrow(guardians.tomorrow());
            default -> throw new IllegalArgumentException(deed + " is no deed of kith guardians; --help lists them");
        };
    }

    private Integer status(Guardians guardians) throws IOException {
        Circle circle = guardians.circle();
        List<Ward> wards = guardians.wards();
        print(() -> Json.object().set("circle", Json.of(circle)).set("wards", Json.of(wards)), terminal -> {
            show(terminal, circle);
            if (!wards.isEmpty()) {
                terminal.line("");
                var table = new Table("I AM A GUARDIAN OF", "IT TAKES", "WAIT", "SINCE");
                wards.forEach(ward -> table.row(
                        ward.name(),
                        ward.need() + " of " + ward.guardians(),
                        Words.time(Duration.ofSeconds(ward.waitSeconds())),
                        Words.since(ward.since(), now())));
                table.print(terminal);
            }
        });
        return Exit.DONE.code();
    }

    private Integer set(RemoteKith node, Guardians guardians) throws IOException {
        if (words.size() < 2) {
            throw new IllegalArgumentException("name at least two people: kith guardians set WHO… --need M");
        }
        var named = new Named(node);
        List<Did> who = new ArrayList<>();
        for (String word : words) {
            who.add(named.person(word).did());
        }
        return chosen(guardians.choose(who, need, Quantity.duration(wait)));
    }

    private Integer refresh(Guardians guardians) throws IOException {
        Circle circle = guardians.circle();
        return chosen(guardians.choose(
                circle.guardians().stream().map(Circle.Guardian::did).toList(),
                circle.need(),
                Duration.ofSeconds(circle.waitSeconds())));
    }

    private Integer chosen(Circle circle) {
        print(() -> Json.of(circle), terminal -> show(terminal, circle));
        return Exit.DONE.code();
    }

    private Integer drill(Circle circle) {
        long proved = circle.guardians().stream()
                .filter(guardian ->
                        guardian.passed().isPresent() && guardian.passed().equals(guardian.drilled()))
                .count();
        print(() -> Json.of(circle), terminal -> {
            show(terminal, circle);
            terminal.line(
                    proved >= circle.need()
                            ? "Recovery would work today: " + proved + " proved their share, and it takes "
                                    + circle.need() + "."
                            : "Recovery would NOT work today: it takes " + circle.need() + ", and " + proved
                                    + " proved their share.");
        });
        return proved >= circle.need() ? Exit.DONE.code() : Exit.UNAVAILABLE.code();
    }

    private void show(Terminal terminal, Circle circle) {
        if (circle.need() == 0) {
            terminal.line("Nobody can give you your passport back yet. Choose people you trust and can call:");
            terminal.line("  " + kith.call("guardians set WHO… --need M"));
            return;
        }
        terminal.line("Any " + circle.need() + " of these " + circle.guardians().size()
                + " give you your passport back, " + Words.time(Duration.ofSeconds(circle.waitSeconds()))
                + " after they approved"
                + (circle.inForce() ? "." : ". It counts once enough of them have their share."));
        var table = new Table("GUARDIAN", "NOW", "SHARE", "LAST PROVED", "");
        circle.guardians()
                .forEach(guardian -> table.row(
                        guardian.name(),
                        guardian.online() ? "here" : "away",
                        guardian.since().isPresent() ? "has it" : "on its way",
                        ago(guardian.passed()),
                        guardian.note()));
        table.print(terminal);
        if (!circle.earlier().isEmpty()) {
            terminal.line("Still to delete an older share, as soon as they are there: "
                    + String.join(", ", circle.earlier()));
        }
    }

    private Integer requests(List<Petition> petitions) {
        print(() -> Json.object().set("requests", Json.of(petitions)), terminal -> {
            if (petitions.isEmpty()) {
                terminal.line("Nobody asks for a passport.");
                return;
            }
            var table = new Table("REQUEST", "WHOSE PASSPORT", "FROM", "ASKED", "STATE");
            petitions.forEach(one -> table.row(
                    called(one),
                    one.name() + (one.role() == Petition.Role.OWNER ? " (you)" : ""),
                    one.machine(),
                    Words.since(one.at(), now()),
                    state(one)));
            table.print(terminal);
            terminal.line("");
            terminal.line(
                    "Call the person. If it is really them, have them read the six words from their screen to you:");
            terminal.line("  " + kith.call("guardians approve REQUEST WORD WORD WORD WORD WORD WORD"));
            terminal.line("If it is not: " + kith.call("guardians refuse REQUEST"));
        });
        return Exit.DONE.code();
    }

    private Integer approve(Guardians guardians) throws IOException {
        if (words.size() < 2) {
            throw new IllegalArgumentException("give the request and the six words that the person reads to you");
        }
        return said(guardians.approve(words.getFirst(), String.join(" ", words.subList(1, words.size()))));
    }

    private Integer refuse(Guardians guardians) throws IOException {
        if (words.size() != 1) {
            throw new IllegalArgumentException("give the request: kith guardians requests lists them");
        }
        return said(guardians.refuse(words.getFirst()));
    }

    private Integer said(Petition petition) {
        print(() -> Json.of(petition), terminal -> terminal.line(petition.name() + "’s passport: " + state(petition)));
        return Exit.DONE.code();
    }

    private Integer way(RemoteKith node) throws IOException {
        if (words.size() != 1) {
            throw new IllegalArgumentException("name the person: kith guardians way WHO");
        }
        String who = new Named(node).person(words.getFirst()).did().toString();
        List<String> addresses =
                node.status().addresses().stream().map(Object::toString).toList();
        String line = "kith recover " + who + " --from " + String.join(" ", addresses);
        print(() -> Json.object().put("passport", who).put("line", line), terminal -> terminal.line(line));
        return Exit.DONE.code();
    }

    private Integer tomorrow(Tomorrow tomorrow) {
        print(() -> Json.of(tomorrow), terminal -> {
            terminal.line("If this device were gone tomorrow:");
            terminal.line(
                    tomorrow.passport()
                            ? "  your passport: comes back from any " + tomorrow.need() + " of "
                                    + String.join(", ", tomorrow.sure())
                            : "  your passport: would be LOST, unless you have written down its 24 words");
            terminal.line("  your files: " + tomorrow.readable() + " of " + tomorrow.files() + " readable from others"
                    + (tomorrow.lost().isEmpty() ? "" : "; only here: " + String.join(", ", tomorrow.lost())));
            terminal.line("  the list of them: "
                    + (tomorrow.keepers().isEmpty()
                            ? "kept by nobody else"
                            : "kept, sealed, by " + String.join(", ", tomorrow.keepers())));
            tomorrow.next().forEach(step -> terminal.line("→ " + step));
        });
        return Exit.DONE.code();
    }

    /// The end of its id, as short as people can say it.
    private static String called(Petition petition) {
        String id = petition.id().toString();
        return id.substring(id.length() - 6);
    }

    private String state(Petition petition) {
        return switch (petition.state()) {
            case OPEN -> "open";
            case WAITING ->
                "approved; your share is given in "
                        + petition.until()
                                .map(until -> Words.time(Duration.between(now(), until)))
                                .orElse("a while");
            case GIVEN -> "approved; your share is given out";
            case REFUSED -> "refused by you";
            case VETOED -> "refused by the owner’s device";
            case EXPIRED -> "expired";
        };
    }

    private String ago(Optional<Instant> at) {
        return at.map(when -> Words.since(when, now())).orElse("never").toLowerCase(Locale.ROOT);
    }

    private Instant now() {
        return kith.surroundings().clock().instant();
    }

    private void print(java.util.function.Supplier<JsonNode> json, Consumer<Terminal> people) {
        result.print(kith.surroundings().terminal(), json, people);
    }
}
