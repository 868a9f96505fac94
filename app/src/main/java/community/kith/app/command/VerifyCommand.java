package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Terminal;
import community.kith.sync.checkpoint.EntryProof;
import community.kith.sync.checkpoint.NoteKey;
import community.kith.sync.checkpoint.ProofCheck;
import community.kith.sync.log.Entry;
import community.kith.sync.log.ForkProof;
import community.kith.sync.log.ReceivedEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Needs no node, no home and no network: only files, and keys that one trusts.
@Command(
        name = "verify",
        description =
                "Whether an entry stands in a log, by a proof and the keys of those you trust; or whether a device contradicts itself. Asks nobody.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith verify decision.entry --proof decision.tlog-proof --log KEY --witness KEY",
            "  kith verify --fork fork.proof"
        })
final class VerifyCommand implements Callable<Integer> {
    /// The longest leaf that a tiled log can have.
    private static final int MAX_ENTRY_BYTES = 65_535;

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "ENTRY", arity = "0..1", description = "A file with the entry's bytes.")
    private Optional<Path> entry = Optional.empty();

    @Option(names = "--proof", paramLabel = "FILE", description = "The proof, as C2SP tlog-proof has it.")
    private Optional<Path> proof = Optional.empty();

    @Option(names = "--log", paramLabel = "KEY", description = "The log's key: NAME+ID+BASE64.")
    private Optional<String> log = Optional.empty();

    @Option(
            names = "--witness",
            paramLabel = "KEY",
            description = "The key of a witness that you trust; as many as you like.")
    private List<String> witnesses = new ArrayList<>();

    @Option(
            names = "--need",
            paramLabel = "N",
            description = "How many of the witnesses must have signed; all without it.")
    private Optional<Integer> needed = Optional.empty();

    @Option(names = "--fork", paramLabel = "FILE", description = "A proof that a device wrote two different histories.")
    private Optional<Path> fork = Optional.empty();

    VerifyCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        if (fork.isPresent() && entry.isEmpty() && proof.isEmpty()) {
            checkFork(read(fork.get(), ForkProof.MAX_BYTES));
        } else if (fork.isEmpty() && entry.isPresent() && proof.isPresent() && log.isPresent()) {
            checkEntry(entry.get(), proof.get(), log.get());
        } else {
            throw new IllegalArgumentException("give ENTRY, --proof and --log, or --fork alone");
        }
        return Exit.DONE.code();
    }

    private void checkEntry(Path entryFile, Path proofFile, String logKey) throws IOException {
        ProofCheck check = new ProofCheck(key(logKey), keys(witnesses), needed.orElse(witnesses.size()));
        byte[] leaf = read(entryFile, MAX_ENTRY_BYTES);
        byte[] file = read(proofFile, EntryProof.MAX_BYTES);
        ProofCheck.Answer answer;
        try {
            answer = check.check(leaf, EntryProof.parse(file));
        } catch (ProtocolException e) {
            throw refused(proofFile + " is no proof: " + e.getMessage());
        }
        switch (answer) {
            case ProofCheck.Answer.Proven proven ->
                result.print(
                        kith.surroundings().terminal(),
                        () -> json(proven, said(leaf)),
                        terminal -> show(terminal, proven, said(leaf)));
            case ProofCheck.Answer.Unproven unproven -> throw refused("not proven: " + unproven.reason());
        }
    }

    private void checkFork(byte[] bytes) throws IOException {
        ForkProof found;
        try {
            found = ForkProof.parse(bytes);
        } catch (ProtocolException e) {
            throw refused("this proves nothing: " + e.getMessage());
        }
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object()
                        .put("forked", true)
                        .put("log", found.log().toString())
                        .put("sequence", found.sequence())
                        .put("kind", found.kind().name().toLowerCase(Locale.ROOT)),
                terminal -> {
                    terminal.line(terminal.paint().strong("This device contradicts itself."));
                    terminal.line("Log       " + found.log());
                    terminal.line("From      entry " + found.sequence() + " on");
                    terminal.line(
                            switch (found.kind()) {
                                case RIVALS -> "It signed two different entries with that number.";
                                case UNLINKED ->
                                    "It signed an entry after it that names another one as the one before.";
                                case BACKWARDS -> "It signed an entry after it that says to be older.";
                            });
                });
    }

    private static ObjectNode json(ProofCheck.Answer.Proven proven, Optional<Entry> said) {
        ArrayNode seen = Json.array();
        proven.seen()
                .forEach((name, at) -> seen.add(Json.object().put("name", name).put("at", at.toString())));
        ObjectNode json = Json.object()
                .put("verified", true)
                .put("log", proven.checkpoint().origin())
                .put("index", proven.index())
                .put("size", proven.checkpoint().size())
                .put("root", proven.checkpoint().root().toString());
        json.set("witnesses", seen);
        said.ifPresent(one -> json.set(
                "entry",
                Json.object()
                        .put("id", one.id().toString())
                        .put("type", one.type())
                        .put("by", one.log().toString())
                        .put("sequence", one.sequence())
                        .put("at", one.at().toString())));
        return json;
    }

    private static void show(Terminal terminal, ProofCheck.Answer.Proven proven, Optional<Entry> said) {
        terminal.line(terminal.paint().strong("Proven: the entry stands in the log."));
        terminal.line("Log       " + Terminal.plain(proven.checkpoint().origin()));
        terminal.line("Place     %d, counted from 0, of %d"
                .formatted(proven.index(), proven.checkpoint().size()));
        terminal.line("Root      " + proven.checkpoint().root());
        proven.seen().forEach((name, at) -> terminal.line("Seen      " + at + " by " + Terminal.plain(name)));
        if (proven.seen().isEmpty()) {
            terminal.line("No witness was asked for: the log's writer may have shown others something else.");
        }
        said.ifPresent(one -> {
            terminal.line("Entry     " + one.type() + ", number " + one.sequence() + " of " + one.log());
            terminal.line("Dated     " + one.at() + " by its writer's clock");
        });
    }

    /// What the leaf says, when it is an entry of Kith that its device signed.
    private static Optional<Entry> said(byte[] leaf) {
        try {
            return Optional.of(ReceivedEntry.parse(leaf).verify());
        } catch (ProtocolException e) {
            return Optional.empty(); // a leaf of somebody else's log
        }
    }

    private static List<NoteKey> keys(List<String> texts) {
        List<NoteKey> keys = new ArrayList<>();
        for (String text : texts) {
            keys.add(key(text));
        }
        return keys;
    }

    private static NoteKey key(String text) {
        try {
            return NoteKey.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] read(Path named, int maxBytes) throws IOException {
        Path file = kith.surroundings().here().resolve(named);
        if (!Files.isRegularFile(file)) {
            throw new Failure(Exit.NOT_FOUND, "there is no file " + named, "");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw refused(named + " is longer than " + maxBytes + " bytes, which this cannot be");
            }
            return bytes;
        }
    }

    private static Failure refused(String why) {
        return new Failure(Exit.REFUSED, why, "Do not rely on it.");
    }
}
