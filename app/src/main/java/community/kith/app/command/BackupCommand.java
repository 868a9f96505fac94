package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.ProgressLine;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Backup;
import community.kith.node.api.Drill;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Progress;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "backup",
        description = {
            "Takes snapshots of a folder again and again; my people hold them. Without PATH, lists all and their snapshots.",
            "A snapshot reads only files that changed, and moves only chunks that no other has."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith backup ~/notes --every 1h",
            "  kith backup ~/notes --now",
            "  kith backup ~/notes --restore /tmp/notes --at 2026-11-20T12:00:00Z",
            "  kith backup ~/notes --drill      read the last one back from people's computers alone",
            "  kith backup"
        })
final class BackupCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "PATH", arity = "0..1", description = "The folder or file.")
    private Optional<Path> path = Optional.empty();

    @Option(names = "--every", paramLabel = "DURATION", description = "How often, such as 30m or 1d; 1h without it.")
    private String every = "1h";

    @Option(
            names = "--keep",
            paramLabel = "COUNTS",
            description = "How many of each last hours, days, weeks, months; \"24h 7d 5w 12m\" without it.")
    private String keep = "24h 7d 5w 12m";

    @ArgGroup
    private Deed deed = new Deed();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Which to restore: the last one before then, as 2026-11-20T12:00:00Z.")
    private Optional<String> at = Optional.empty();

    /// What to do instead of setting it up.
    static final class Deed {
        @Option(names = "--now", description = "Takes a snapshot now, also of what is paused.")
        private boolean now;

        @Option(names = "--stop", description = "Takes no more; those there are stay.")
        private boolean stop;

        @Option(names = "--restore", paramLabel = "DIR", description = "Brings one back to DIR.")
        private Optional<Path> restore = Optional.empty();

        @Option(
                names = "--drill",
                description = "Reads the last one back from its holders alone, as if this disk were lost.")
        private boolean drill;
    }

    BackupCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        if (path.isEmpty()) {
            List<Backup> all = node.backups().all();
            result.print(terminal(), () -> json(all), to -> show(to, all));
            return Exit.DONE.code();
        }
        Path where = kith.surroundings().here().resolve(path.get()).normalize();
        if (deed.stop) {
            node.backups().stop(where);
            result.print(
                    terminal(),
                    () -> Json.object().put("stopped", where.toString()),
                    to -> to.line("no more snapshots of " + where + "; those there are stay (kith ls)"));
        } else if (deed.restore.isPresent()) {
            restore(node, where, deed.restore.get());
        } else if (deed.drill) {
            drill(node, where);
        } else {
            Backup backup = deed.now
                    ? watched(progress -> node.backups().now(where, progress))
                    : node.backups().set(where, Quantity.duration(every), keep);
            result.print(terminal(), () -> Json.of(backup), to -> show(to, List.of(backup)));
        }
        return Exit.DONE.code();
    }

    private void restore(RemoteKith node, Path where, Path target) throws IOException {
        Backup.Snapshot snapshot = newest(node, where, before());
        Path to = kith.surroundings().here().resolve(target).normalize();
        long bytes = watched(progress -> node.extract(snapshot.file().link(), to, progress));
        result.print(
                terminal(),
                () -> Json.object()
                        .put("taken", snapshot.taken().toString())
                        .put("to", to.toString())
                        .put("bytes", bytes),
                terminal -> terminal.line("as of " + snapshot.taken() + ", " + Words.size(bytes) + ", in " + to));
    }

    private void drill(RemoteKith node, Path where) throws IOException {
        Backup.Snapshot snapshot = newest(node, where, Instant.MAX);
        Drill drill = watched(progress -> node.backups().drill(snapshot.file().manifest(), progress));
        result.print(
                terminal(),
                () -> Json.object()
                        .put("taken", snapshot.taken().toString())
                        .put("bytes", drill.bytes())
                        .put("holders", drill.holders())
                        .put("seconds", drill.took().toMillis() / 1000.0),
                terminal -> terminal.line("As if this disk were lost: " + Words.size(drill.bytes()) + " as of "
                        + snapshot.taken() + " came back from " + Words.count(drill.holders(), "device", "devices")
                        + ", every byte authentic."));
    }

    private Instant before() {
        try {
            return at.map(Instant::parse).orElse(Instant.MAX);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("“" + at.orElse("") + "” is no time such as 2026-11-20T12:00:00Z", e);
        }
    }

    private static Backup.Snapshot newest(RemoteKith node, Path where, Instant before) throws IOException {
        return node.backups().all().stream()
                .filter(backup -> backup.path().equals(where.toString()))
                .flatMap(backup -> backup.snapshots().stream())
                .filter(snapshot -> !snapshot.taken().isAfter(before))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("there is no snapshot of " + where
                        + (before.equals(Instant.MAX) ? "" : " from before " + before) + "; kith backup lists them"));
    }

    private interface Watched<T> {
        T call(Progress progress) throws IOException;
    }

    private <T> T watched(Watched<T> call) throws IOException {
        try (var progress = new ProgressLine(terminal(), kith.surroundings().clock())) {
            return call.call(progress);
        }
    }

    private Terminal terminal() {
        return kith.surroundings().terminal();
    }

    private static JsonNode json(List<Backup> all) {
        var array = Json.array();
        all.forEach(backup -> array.add(Json.of(backup)));
        return Json.object().set("backups", array);
    }

    private void show(Terminal terminal, List<Backup> all) {
        if (all.isEmpty()) {
            terminal.line("Nothing yet. Begin: " + kith.call("backup PATH --every 1h"));
            return;
        }
        Instant now = kith.surroundings().clock().instant();
        for (Backup backup : all) {
            terminal.line(terminal.paint().strong(Terminal.plain(backup.path())) + "  every "
                    + Words.time(backup.every()) + ", keeps " + backup.keep());
            backup.paused()
                    .ifPresent(why -> terminal.line(terminal.paint().doubtful("  paused: " + Terminal.plain(why))));
            backup.trouble()
                    .ifPresent(why -> terminal.line(terminal.paint().doubtful("  last time: " + Terminal.plain(why))));
            if (backup.snapshots().isEmpty()) {
                terminal.line("  no snapshot yet");
                continue;
            }
            var table = new Table("  TAKEN", "AGE", ">SIZE", ">NEW", "STATE");
            backup.snapshots()
                    .forEach(snapshot -> table.row(
                            "  " + snapshot.taken(),
                            Words.since(snapshot.taken(), now),
                            Words.size(snapshot.file().sizeBytes()),
                            Words.size(snapshot.file().newBytes()),
                            snapshot.file().tier().label()));
            table.print(terminal);
        }
    }
}
