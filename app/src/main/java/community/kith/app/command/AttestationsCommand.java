package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.base.name.Cid;
import community.kith.node.api.AttestationInfo;
import community.kith.node.api.Attestations;
import community.kith.node.api.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "attestations",
        description = {
            "What people said of each other, signed: by me, of me, and what I keep.",
            "DEED is one of:",
            "  list                        all of them, the newest first",
            "  show ID                     one",
            "  verify FILE                 checks a credential, and asks its issuer whether it was revoked",
            "  keep FILE                   keeps one that is believed",
            "  export ID FILE              writes the credential to FILE, to show to anybody",
            "  revoke ID                   takes back what I said, for ever; say why with --reason",
            "ID may be its beginning, as the list shows it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith attestations",
            "  kith attestations verify ben.json",
            "  kith attestations revoke bafkreid… --reason \"moved away\""
        })
final class AttestationsCommand implements Callable<Integer> {
    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final int SHOWN = 16;

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DEED", arity = "0..1", description = "What to do; list without it.")
    private String deed = "list";

    @Parameters(index = "1..*", paramLabel = "ARG", arity = "0..2", description = "As above.")
    private List<String> words = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is taken back; whoever has it reads it.")
    private String reason = "";

    AttestationsCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Attestations attestations = kith.node().attestations();
        switch (deed) {
            case "list" -> {
                takes(0, "no more words");
                list(attestations.all());
            }
            case "show" -> {
                takes(1, "an ID");
                show(attestations.show(id(attestations, words.getFirst())));
            }
            case "verify" -> {
                takes(1, "a FILE");
                AttestationInfo found = attestations.verify(read(words.getFirst()));
                show(found);
                return found.state() == AttestationInfo.State.VALID ? Exit.DONE.code() : Exit.REFUSED.code();
            }
            case "keep" -> {
                takes(1, "a FILE");
                show(attestations.keep(read(words.getFirst())));
            }
            case "export" -> {
                takes(2, "an ID and a FILE");
                Path file = kith.surroundings().here().resolve(words.getLast());
                Files.write(file, attestations.export(id(attestations, words.getFirst())));
                result.print(
                        terminal(),
                        () -> Json.object().put("exported", file.toString()),
                        to -> to.line("The credential is in " + file));
            }
            case "revoke" -> {
                takes(1, "an ID");
                show(attestations.revoke(id(attestations, words.getFirst()), reason));
            }
            default -> throw new IllegalArgumentException("there is no “kith attestations " + deed + "”; see --help");
        }
        return Exit.DONE.code();
    }

    private void takes(int count, String what) {
        if (words.size() != count) {
            throw new IllegalArgumentException("kith attestations " + deed + " takes " + what);
        }
    }

    private static Cid id(Attestations attestations, String text) throws IOException {
        List<Cid> found = attestations.all().stream()
                .map(AttestationInfo::id)
                .filter(id -> id.toString().startsWith(text.replace("…", "")))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException(found.size() + " attestations begin with " + text + "; give more of it");
        }
        if (found.isEmpty()) {
            throw new NotFoundException("no attestation here has the id " + text + "; kith attestations lists them");
        }
        return found.getFirst();
    }

    private byte[] read(String named) throws IOException {
        Path file = kith.surroundings().here().resolve(named);
        if (!Files.isRegularFile(file)) {
            throw new Failure(Exit.NOT_FOUND, "there is no file " + named, "");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(named + " is larger than any attestation, 64 KiB");
            }
            return bytes;
        }
    }

    private void list(List<AttestationInfo> all) {
        ArrayNode array = Json.array();
        all.forEach(one -> array.add(Json.of(one)));
        result.print(terminal(), () -> Json.object().set("attestations", array), to -> {
            if (all.isEmpty()) {
                to.line("Nobody said anything yet; kith attest WHO --says TEXT does.");
                return;
            }
            Table table = new Table("BY", "OF", "SAYS", "STATE", "UNTIL", "ID");
            all.forEach(one -> table.row(
                    Terminal.plain(one.issuerName()),
                    Terminal.plain(one.subjectName()),
                    Terminal.plain(one.says()),
                    word(one.state()),
                    one.until().map(end -> end.toString().substring(0, 10)).orElse(""),
                    one.id().toString().substring(0, SHOWN) + "…"));
            table.print(to);
        });
    }

    private void show(AttestationInfo one) {
        result.print(terminal(), () -> Json.of(one), to -> {
            to.line(to.paint()
                    .strong(Terminal.plain(one.issuerName()) + " of " + Terminal.plain(one.subjectName()) + ": "
                            + Terminal.plain(one.says())));
            to.line("State     " + word(one.state())
                    + one.reason().map(why -> ": " + Terminal.plain(why)).orElse(""));
            to.line("By        " + one.issuer());
            one.subject().ifPresent(subject -> to.line("Of        " + subject));
            one.from().ifPresent(from -> to.line("From      " + from));
            one.until().ifPresent(end -> to.line("Until     " + end));
            to.line("Id        " + one.id());
            if (one.state() == AttestationInfo.State.VALID && one.statusKnown() == AttestationInfo.StatusKnown.HERE) {
                to.line("Whether it was taken back since is not known: its issuer's node was not asked.");
            }
        });
    }

    private static String word(AttestationInfo.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Terminal terminal() {
        return kith.surroundings().terminal();
    }
}
