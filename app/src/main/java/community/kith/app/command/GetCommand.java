package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.ProgressLine;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.store.file.Unfinished;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description = "Brings back what a link names. Every byte is verified before it is handed out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith get kith:… -o photos",
            "  kith get kith:… --path 2026/spring.jpg -o spring.jpg",
            "  kith get kith:… -o - | tar x",
            "  kith get kith:… --range 0-1023 -o -"
        })
final class GetCommand implements Callable<Integer> {
    private static final String STDOUT = "-";
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})?");

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "A link, or the CID or name of one of your files.")
    private String link = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "Where it goes, - for the standard output; its own name in the current directory without it.")
    private String output = "";

    @Option(names = "--path", paramLabel = "ENTRY", description = "One file of a folder.")
    private String entry = "";

    @Option(
            names = "--range",
            paramLabel = "A-B",
            description = "Only the bytes from A to B, both counted, from 0; A- for the rest.")
    private String range = "";

    GetCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        String wanted = new Named(node).link(link);
        if (output.equals(STDOUT)) {
            OutputStream out = kith.surroundings().terminal().out();
            copy(node, wanted, out);
            out.flush();
        } else if (entry.isEmpty() && range.isEmpty()) {
            extract(node, wanted);
        } else {
            copyToFile(node, wanted);
        }
        return Exit.DONE.code();
    }

    private void extract(RemoteKith node, String wanted) throws IOException {
        Path target = place(output.isEmpty() ? node.open(wanted).name() : output);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isUnfinished(node, wanted, target)) {
            throw taken(target);
        }
        long bytes;
        try (var progress = progress()) {
            bytes = node.extract(wanted, target, progress);
        }
        tell(target, bytes);
    }

    /// Under a draft's name first, so that what stands at the target is always whole.
    private void copyToFile(RemoteKith node, String wanted) throws IOException {
        Path target = target(output.isEmpty() ? lastName() : output);
        Path draft = Files.createTempFile(target.toAbsolutePath().getParent(), ".kith-", ".part");
        try {
            long bytes;
            try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.WRITE)) {
                bytes = copy(node, wanted, out);
            }
            Files.move(draft, target);
            tell(target, bytes);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private String lastName() {
        if (entry.isEmpty()) {
            throw new IllegalArgumentException("--range needs -o PATH, or -o - for the standard output");
        }
        return entry.substring(entry.lastIndexOf('/') + 1);
    }

    private Path target(String name) throws IOException {
        Path target = place(name);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(target);
        }
        return target;
    }

    private Path place(String name) {
        return kith.surroundings().here().resolve(name).normalize();
    }

    /// Whether a folder there is what an earlier get of the same had begun.
    private static boolean isUnfinished(RemoteKith node, String wanted, Path target) throws IOException {
        return Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(
                        Unfinished.mark(target, node.open(wanted).manifest().toString()), LinkOption.NOFOLLOW_LINKS);
    }

    private static Failure taken(Path target) {
        return new Failure(Exit.FAILED, "there is something at " + target + " already", "Name another place with -o.");
    }

    private long copy(RemoteKith node, String wanted, OutputStream out) throws IOException {
        Matcher form = RANGE.matcher(range.isEmpty() ? "0-" : range);
        if (!form.matches()) {
            throw new IllegalArgumentException("--range " + range + " is not of the form A-B, such as 0-1023");
        }
        long from = Long.parseLong(form.group(1));
        String last = form.group(2);
        OptionalLong to = last == null ? OptionalLong.empty() : OptionalLong.of(Math.addExact(Long.parseLong(last), 1));
        if (to.isPresent() && to.getAsLong() <= from) {
            throw new IllegalArgumentException("--range " + range + " ends before it begins");
        }
        try (var progress = progress()) {
            var counted = new Counted(out, progress);
            node.read(wanted, entry, from, to, counted);
            return counted.doneBytes;
        }
    }

    private ProgressLine progress() {
        return new ProgressLine(
                kith.surroundings().terminal(), kith.surroundings().clock());
    }

    private void tell(Path target, long bytes) {
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().put("path", target.toString()).put("bytes", bytes),
                terminal -> terminal.line(Terminal.plain(target.toString()) + "  " + Words.size(bytes)));
    }

    private static final class Counted extends FilterOutputStream {
        private final ProgressLine progress;
        private long doneBytes;

        Counted(OutputStream out, ProgressLine progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            out.write(from, at, length);
            doneBytes += length;
            progress.at("receiving", doneBytes, -1);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
