package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.QrCode;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.api.DeviceInfo;
import community.kith.node.api.DeviceTicket;
import community.kith.node.api.JoiningDevice;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.OwnDevices;
import community.kith.node.api.Trace;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "devices",
        description = {
            "The devices that speak for me.",
            "DEED is one of:",
            "  list                      all of them",
            "  add                       shows a ticket and its QR code for one more device",
            "  join TICKET               makes this computer one more device: asks the one that shows the ticket",
            "  waiting                   devices that showed a ticket, and the words to compare",
            "  admit DEVICE              lets a waiting device in, once the words are the same on both",
            "  turn-away DEVICE          sends it away",
            "  rename DEVICE NAME        calls a device something else",
            "  revoke DEVICE             stolen or lost: takes it its rights for good; see --last",
            "  settle DEVICE ENTRY       a device told two stories: says which one counts",
            "  trace [ENTRY] -o NAME     proves that an entry stands in this device's log: NAME.entry and",
            "                            NAME.tlog-proof, for kith verify on any computer",
            "DEVICE is its name or the beginning of its id."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith devices add",
            "  kith --home ~/.kith devices join kith-device:… --name tablet",
            "  kith devices revoke laptop",
            "  kith devices trace 7 -o decision"
        })
final class DevicesCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DEED", arity = "0..1", description = "What to do; list without it.")
    private String deed = "list";

    @Parameters(index = "1..*", paramLabel = "ARG", arity = "0..2", description = "As above.")
    private List<String> words = List.of();

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "With revoke: the last entry of its log that still counts, when it was stolen before it was"
                    + " last seen.")
    private Optional<Long> last = Optional.empty();

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "With add: how long the ticket is good for; ${DEFAULT-VALUE} without it.")
    private String expires = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "my computer",
            description = "With join: what you call this computer; '${DEFAULT-VALUE}' without it.")
    private String name = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NAME",
            description = "With trace: what the two files are called, without their endings.")
    private Optional<Path> output = Optional.empty();

    DevicesCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        if (deed.equals("join")) {
            takes(1, "a TICKET");
            new Joining(kith, result).with(words.getFirst(), name.strip());
            return Exit.DONE.code();
        }
        OwnDevices devices = kith.node().devices();
        switch (deed) {
            case "list" -> {
                takes(0, "no more words");
                list(devices.all());
            }
            case "add" -> {
                takes(0, "no more words");
                add(devices.invite(Quantity.duration(expires)));
            }
            case "waiting" -> {
                takes(0, "no more words");
                waiting(devices.joining());
            }
            case "admit" -> {
                takes(1, "a DEVICE");
                DeviceInfo in = devices.admit(guest(devices, words.getFirst()));
                say(in, "“" + in.name() + "” is one of your devices now.");
            }
            case "turn-away" -> {
                takes(1, "a DEVICE");
                devices.turnAway(guest(devices, words.getFirst()));
                result.print(
                        terminal(), () -> Json.object().put("turnedAway", true), to -> to.line("It was sent away."));
            }
            case "rename" -> {
                takes(2, "a DEVICE and a NAME");
                DeviceInfo now = devices.rename(device(devices, words.getFirst()), words.getLast());
                say(now, "It is called “" + now.name() + "” now.");
            }
            case "revoke" -> {
                takes(1, "a DEVICE");
                revoked(devices.revoke(
                        device(devices, words.getFirst()),
                        last.isPresent() ? OptionalLong.of(last.get()) : OptionalLong.empty()));
            }
            case "settle" -> {
                takes(2, "a DEVICE and an ENTRY");
                DeviceInfo now = devices.settle(device(devices, words.getFirst()), cid(words.getLast()));
                say(now, "That branch of “" + now.name() + "” counts now; the other is kept and counts for nothing.");
            }
            case "trace" -> traced(devices.trace(number()));
            default -> throw new IllegalArgumentException("there is no “kith devices " + deed + "”; see --help");
        }
        return Exit.DONE.code();
    }

    private void takes(int count, String what) {
        if (words.size() != count) {
            throw new IllegalArgumentException("kith devices " + deed + " takes " + what);
        }
    }

    private OptionalLong number() {
        if (words.size() > 1 || output.isEmpty()) {
            throw new IllegalArgumentException("kith devices trace takes the number of an ENTRY or none, and -o NAME");
        }
        try {
            return words.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words.getFirst()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("“" + words.getFirst() + "” is not the number of an entry", e);
        }
    }

    /// Beside each other, in new files.
    private void traced(Trace trace) throws IOException {
        String name = output.orElseThrow().toString();
        Path entry = kith.surroundings().here().resolve(name + ".entry");
        Path proof = kith.surroundings().here().resolve(name + ".tlog-proof");
        for (Path file : List.of(entry, proof)) {
            if (Files.exists(file)) {
                throw new Failure(Exit.FAILED, "there is a file " + file + " already", "Give another name with -o.");
            }
        }
        Files.write(entry, Base64.getDecoder().decode(trace.entry()), StandardOpenOption.CREATE_NEW);
        Files.writeString(proof, trace.proof(), StandardOpenOption.CREATE_NEW);
        result.print(terminal(), () -> Json.of(trace), to -> {
            to.line("Entry " + trace.sequence() + " (" + Terminal.plain(trace.says()) + ") stands in the log of this"
                    + " device; " + trace.keys().witnesses().size() + " people's devices saw it at " + trace.size()
                    + " entries.");
            to.line("Anybody verifies it, offline:");
            StringBuilder line = new StringBuilder("  kith verify " + name + ".entry --proof " + name
                    + ".tlog-proof --log " + trace.keys().log());
            trace.keys().witnesses().forEach(key -> line.append(" --witness ").append(key));
            to.line(line.toString());
            if (trace.keys().witnesses().isEmpty()) {
                to.note("Nobody has cosigned it yet: your people do when they are there.");
            }
        });
    }

    private static Cid cid(String text) {
        try {
            return Cid.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("“" + text + "” names no entry: " + e.getMessage(), e);
        }
    }

    private static PeerId device(OwnDevices devices, String text) throws IOException {
        return one(
                text,
                devices.all().stream()
                        .filter(one ->
                                one.name().equals(text) || one.peer().toString().startsWith(text))
                        .map(DeviceInfo::peer)
                        .toList(),
                "kith devices lists them");
    }

    private static PeerId guest(OwnDevices devices, String text) throws IOException {
        return one(
                text,
                devices.joining().stream()
                        .filter(one ->
                                one.name().equals(text) || one.peer().toString().startsWith(text))
                        .map(JoiningDevice::peer)
                        .toList(),
                "kith devices waiting lists those who wait");
    }

    private static PeerId one(String text, List<PeerId> found, String next) throws IOException {
        if (found.size() > 1) {
            throw new IllegalArgumentException(found.size() + " devices are “" + text + "”; give more of the id");
        }
        if (found.isEmpty()) {
            throw new NotFoundException("no device is “" + text + "”; " + next);
        }
        return found.getFirst();
    }

    private void list(List<DeviceInfo> all) {
        ArrayNode array = Json.array();
        all.forEach(one -> array.add(Json.of(one)));
        result.print(terminal(), () -> Json.object().set("devices", array), to -> {
            Table table = new Table("NAME", "LAST SEEN", ">LOG", "FLAGS", "ID");
            all.forEach(one -> table.row(
                    one.name(),
                    one.thisOne()
                            ? "this one"
                            : one.lastSeen().map(Object::toString).orElse("-"),
                    one.position(),
                    flags(one),
                    one.peer()));
            table.print(to);
            all.stream()
                    .filter(one -> !one.branches().isEmpty() && !one.settled())
                    .forEach(one -> ask(to, one));
        });
    }

    private static String flags(DeviceInfo one) {
        List<String> flags = new ArrayList<>();
        if (one.hasPassport()) {
            flags.add("passport");
        }
        one.countsTo().ifPresent(end -> flags.add("revoked after " + end));
        if (!one.branches().isEmpty()) {
            flags.add(one.settled() ? "forked, settled" : "FORKED");
        }
        if (one.waiting() > 0) {
            flags.add(one.waiting() + " waiting");
        }
        return String.join(", ", flags);
    }

    private static void ask(Terminal to, DeviceInfo one) {
        to.line("");
        to.line("“" + Terminal.plain(one.name())
                + "” told two stories: a backup was restored, or somebody has a copy of its key. Which one counts?");
        for (DeviceInfo.Branch branch : one.branches()) {
            to.line("  kith devices settle " + one.peer() + " " + branch.entry() + "   " + branch.sequence() + ": "
                    + branch.says() + ", " + branch.at());
        }
    }

    private void add(DeviceTicket ticket) {
        result.print(terminal(), () -> Json.of(ticket), to -> {
            QrCode.lines(ticket.ticket()).forEach(to::line);
            to.line(ticket.ticket());
            to.note("On the other computer: kith devices join TICKET --name NAME, until " + ticket.expires() + ".");
            to.note("Then here: kith devices waiting, compare the words, and kith devices admit NAME.");
        });
    }

    private void waiting(List<JoiningDevice> all) {
        ArrayNode array = Json.array();
        all.forEach(one -> array.add(Json.of(one)));
        result.print(terminal(), () -> Json.object().set("joining", array), to -> {
            if (all.isEmpty()) {
                to.line("Nobody waits; kith devices add makes a ticket.");
                return;
            }
            Table table = new Table("NAME", "WORDS", "ID");
            all.forEach(one -> table.row(one.name(), one.words(), one.peer()));
            table.print(to);
        });
    }

    private void revoked(DeviceInfo gone) {
        say(
                gone,
                "“" + gone.name() + "” speaks for you no longer; its log counts up to entry "
                        + gone.countsTo().orElse(0) + ".",
                "Everybody who is there now is told at once and refuses it from then on. Whoever is away hears of it"
                        + " within a minute of being back, when you or a friend of both is there; until then they"
                        + " would still serve it.",
                "What it has, keys and links among it, it can still read where somebody serves it. Put anew what matters"
                        + " most, and remove the old.");
    }

    private void say(DeviceInfo device, String... lines) {
        JsonNode json = Json.of(device);
        result.print(terminal(), () -> json, to -> {
            for (String line : lines) {
                to.line(Terminal.plain(line));
            }
        });
    }

    private Terminal terminal() {
        return kith.surroundings().terminal();
    }
}
