package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.base.name.Did;
import community.kith.node.api.DenialUse;
import community.kith.node.api.DenylistInfo;
import community.kith.node.api.Denylists;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "denylist",
        description = {
            "Signed lists of what my node neither takes from others, nor gives to them, nor announces.",
            "What is mine stays mine: nothing on my disk is deleted for a list, and my own devices get it all the same.",
            "DEED is one of:",
            "  ls                          lists that I publish and follow",
            "  create NAME                 begins a list of mine",
            "  add NAME LINK|CID           denies a blob, or all blobs of a link; say why with --reason",
            "  remove NAME LINK|CID        takes an entry out again",
            "  show [WHO] NAME             the entries of a list",
            "  subscribe WHO NAME          follows a list of somebody in my book",
            "  subscribe FILE              follows the list of which FILE is a signed edition",
            "  unsubscribe [WHO] NAME      follows it no longer, or withdraws mine",
            "  export [WHO] NAME FILE      writes the signed edition to FILE",
            "  log [WHO]                   what was denied and how often: here, or at WHO's node"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith denylist create spam",
            "  kith denylist add spam kith:b… --reason \"advertising, sent to everybody\"",
            "  kith denylist subscribe Ben spam",
            "  kith denylist log --json"
        })
final class DenylistCommand implements Callable<Integer> {
    private static final int MAX_FILE_BYTES = 2 << 20;

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DEED", arity = "0..1", description = "What to do; ls without it.")
    private String deed = "ls";

    @Parameters(index = "1..*", paramLabel = "ARG", arity = "0..3", description = "As above.")
    private List<String> words = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why: whoever is refused reads it.")
    private String reason = "";

    DenylistCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Denylists lists = node.denylists();
        switch (deed) {
            case "ls" -> {
                takes(0, 0, "no more words");
                all(lists.all());
            }
            case "create" -> {
                takes(1, 1, "NAME");
                one(lists.create(words.getFirst()));
            }
            case "add" -> {
                takes(2, 2, "NAME and LINK or CID");
                if (reason.isBlank()) {
                    throw new IllegalArgumentException("say why, with --reason: whoever is refused reads it");
                }
                one(lists.add(words.getFirst(), named(node, words.get(1)), reason));
            }
            case "remove" -> {
                takes(2, 2, "NAME and LINK or CID");
                one(lists.remove(words.getFirst(), named(node, words.get(1))));
            }
            case "show" -> {
                takes(1, 2, "NAME, or WHO and NAME");
                one(lists.show(publisher(node, words.size() - 1), words.getLast()));
            }
            case "subscribe" -> {
                takes(1, 2, "WHO and NAME, or a FILE");
                one(
                        words.size() == 2
                                ? lists.subscribe(publisher(node, 1), words.getLast())
                                : lists.subscribe(read(words.getFirst())));
            }
            case "unsubscribe" -> {
                takes(1, 2, "NAME, or WHO and NAME");
                lists.unsubscribe(publisher(node, words.size() - 1), words.getLast());
                said("unsubscribed", words.getLast(), "“" + words.getLast() + "” denies nothing here any more");
            }
            case "export" -> {
                takes(2, 3, "NAME and FILE, or WHO, NAME and FILE");
                Path file = kith.surroundings().here().resolve(words.getLast());
                Files.write(file, lists.export(publisher(node, words.size() - 2), words.get(words.size() - 2)));
                said("exported", file.toString(), "the signed list is in " + file);
            }
            case "log" -> {
                takes(0, 1, "at most WHO");
                log(lists.log(words.isEmpty() ? Optional.empty() : Optional.of(publisher(node, 1))));
            }
            default -> throw new IllegalArgumentException("there is no “kith denylist " + deed + "”; see --help");
        }
        return Exit.DONE.code();
    }

    private void takes(int least, int most, String what) {
        if (words.size() < least || words.size() > most) {
            throw new IllegalArgumentException("kith denylist " + deed + " takes " + what);
        }
    }

    /// A link, a CID, or the name of a file of mine.
    private static String named(RemoteKith node, String what) throws IOException {
        if (what.startsWith("kith:") || what.matches("b[a-z2-7]{40,}")) {
            return what;
        }
        return new Named(node).manifest(what).toString();
    }

    /// Whose list it is: mine when nobody is named.
    private Did publisher(RemoteKith node, int names) throws IOException {
        if (names == 0) {
            return node.status().passport();
        }
        String who = words.getFirst();
        if (who.startsWith("did:")) {
            try {
                return Did.parse(who);
            } catch (ProtocolException e) {
                throw new IllegalArgumentException("“" + who + "” is no DID: " + e.getMessage(), e);
            }
        }
        return new Named(node).person(who).did();
    }

    private byte[] read(String file) throws IOException {
        Path path = kith.surroundings().here().resolve(file);
        if (Files.size(path) > MAX_FILE_BYTES) {
            throw new IllegalArgumentException(path + " is larger than any denylist, " + MAX_FILE_BYTES + " bytes");
        }
        return Files.readAllBytes(path);
    }

    private void said(String what, String value, String words) {
        result.print(terminal(), () -> Json.object().put(what, value), to -> to.line(words));
    }

    private void all(List<DenylistInfo> lists) {
        result.print(terminal(), () -> json("denylists", lists), to -> {
            if (lists.isEmpty()) {
                to.line("no lists; kith denylist create NAME begins one, kith denylist subscribe WHO NAME follows one");
                return;
            }
            Table table = new Table("list", "whose", "entries", "blobs", "edition of");
            for (DenylistInfo list : lists) {
                table.row(
                        list.name(),
                        whose(list),
                        String.valueOf(list.entryCount()),
                        String.valueOf(list.blobs()),
                        list.issued().toString());
            }
            table.print(to);
        });
    }

    private void one(DenylistInfo list) {
        result.print(terminal(), () -> Json.of(list), to -> {
            to.line(Terminal.plain(list.name()) + " of " + Terminal.plain(whose(list)) + ": " + list.entryCount()
                    + " entries about " + list.blobs() + " blobs, edition of " + list.issued());
            for (DenylistInfo.Entry entry : list.entries()) {
                String more = entry.blobs() == 1 ? "" : " and " + (entry.blobs() - 1) + " blobs with it";
                to.line("  " + entry.cid() + more);
                to.line("      " + Terminal.plain(entry.reason()));
            }
        });
    }

    private void log(List<DenialUse> uses) {
        result.print(terminal(), () -> json("uses", uses), to -> {
            if (uses.isEmpty()) {
                to.line("nothing was denied");
                return;
            }
            Table table = new Table("last", "times", "what", "blob", "list", "reason");
            for (DenialUse use : uses) {
                table.row(
                        use.last().toString(),
                        String.valueOf(use.times()),
                        use.action(),
                        use.cid().toString(),
                        use.list(),
                        use.reason());
            }
            table.print(to);
        });
    }

    private static String whose(DenylistInfo list) {
        return list.mine() ? "mine" : list.whose().isEmpty() ? list.publisher().toString() : list.whose();
    }

    private static JsonNode json(String name, List<?> values) {
        ArrayNode array = Json.array();
        values.forEach(value -> array.add(Json.of(value)));
        return Json.object().set(name, array);
    }

    private Terminal terminal() {
        return kith.surroundings().terminal();
    }
}
