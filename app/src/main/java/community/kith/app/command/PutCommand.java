package community.kith.app.command;

import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.ProgressLine;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.FileInfo;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "put",
        description = "Keeps a file or folder with my people, and prints the link that opens it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith put photos --reach neighborhood",
            "  kith put letter.pdf --to Ben --to Chloe",
            "  tar c notes | kith put - --name notes.tar"
        })
final class PutCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "PATH", description = "A file, a folder, or - for the standard input.")
    private String path = "";

    @Option(
            names = "--reach",
            paramLabel = "REACH",
            description = "Who it is for: private, invited, local, neighborhood, municipal, bioregional or commons."
                    + " Without it: invited with --to, private else.")
    private String reach = "";

    @Option(names = "--to", paramLabel = "WHO", description = "Somebody it is for: a name or a DID. Repeatable.")
    private List<String> to = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "What it is called; the path's own name without it.")
    private String name = "";

    @Option(names = "--no-wait", description = "Returns when it is written here, before others hold it.")
    private boolean noWait;

    @Option(names = "--only-my-devices", description = "Nobody else holds any of it, not even sealed.")
    private boolean onlyMyDevices;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "How it is coded: rs-4-7 or rs-3-10. Without it: as it takes to reach it 99.9 %% of the time,"
                    + " from how often your people are there.")
    private String profile = "";

    PutCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        PutSource source = source();
        Terminal terminal = kith.surroundings().terminal();
        FileInfo file;
        try (var progress = new ProgressLine(terminal, kith.surroundings().clock())) {
            file = kith.node().put(request(), source, progress);
        } catch (UnavailableException few) {
            throw accepted(few);
        }
        result.print(terminal, () -> FileWords.json(file), to -> show(to, file));
        return Exit.DONE.code();
    }

    private PutSource source() throws IOException {
        if (path.equals(STDIN)) {
            return new PutSource.Streamed(kith.surroundings().terminal().in());
        }
        Path absolute = kith.surroundings().here().resolve(path).normalize();
        if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure(Exit.NOT_FOUND, "there is no file or folder at " + absolute, "");
        }
        return new PutSource.OnDisk(absolute);
    }

    private PutRequest request() {
        String wished = !reach.isEmpty() ? reach : to.isEmpty() ? "private" : "invited";
        return new PutRequest(
                name.isEmpty() && path.equals(STDIN) ? "stdin" : name,
                wished,
                to,
                onlyMyDevices ? PutRequest.Holders.ONLY_MY_DEVICES : PutRequest.Holders.BY_REACH,
                noWait ? PutRequest.Wait.FOR_ACCEPTED : PutRequest.Wait.FOR_DURABLE,
                profile);
    }

    /// Too few hold it yet: the link is still the result.
    private UnavailableException accepted(UnavailableException few) {
        if (!few.link().isEmpty() && !result.isJson()) {
            kith.surroundings().terminal().line(few.link());
        }
        return few;
    }

    private static void show(Terminal terminal, FileInfo file) {
        terminal.line(file.link());
        terminal.note(Terminal.plain(file.name()) + ", " + Words.size(file.sizeBytes()) + ": "
                + file.tier().label() + ", "
                + Words.count(file.receipts(), "receipt", "receipts") + ", any " + file.k() + " of " + file.n()
                + " shards give it back");
    }
}
