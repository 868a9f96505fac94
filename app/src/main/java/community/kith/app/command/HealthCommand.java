package community.kith.app.command;

import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.ProgressLine;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.base.name.Cid;
import community.kith.node.api.FileHealth;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "health",
        description = "Who carries a file, and how many losses it survives.",
        footerHeading = "%nExamples:%n",
        footer = {"  kith health photos", "  kith health photos --check"})
final class HealthCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "A link, or the CID or name of one of your files.")
    private String link = "";

    @Option(names = "--check", description = "Asks every holder now to prove that it has its shards, and repairs.")
    private boolean check;

    HealthCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Cid manifest = new Named(node).manifest(link);
        FileHealth health = check ? checked(node, manifest) : node.health(manifest);
        result.print(kith.surroundings().terminal(), () -> FileWords.json(health), terminal -> show(terminal, health));
        return Exit.DONE.code();
    }

    private static String percent(double part) {
        return Math.round(100 * part) + " %";
    }

    private FileHealth checked(RemoteKith node, Cid manifest) throws IOException {
        try (var progress = new ProgressLine(
                kith.surroundings().terminal(), kith.surroundings().clock())) {
            return node.check(manifest, progress);
        }
    }

    private void show(Terminal terminal, FileHealth health) {
        Instant now = kith.surroundings().clock().instant();
        terminal.line(terminal.paint().strong(Terminal.plain(health.sentence())));
        terminal.line(Terminal.plain(health.reasoning()));
        terminal.line("");
        var table = new Table("HOLDER", ">SHARDS", "NOW", "SEEN", "PROVED", ">THERE", "WATCHED", "FAILS WITH");
        for (FileHealth.Holder holder : health.holders()) {
            table.row(
                    holder.me() ? holder.name() + " (me)" : holder.name(),
                    holder.shards(),
                    holder.online() ? "here" : "away",
                    holder.lastSeen().map(at -> Words.since(at, now)).orElse("never"),
                    holder.verified().map(at -> Words.since(at, now)).orElse("not yet"),
                    holder.onTime().map(HealthCommand::percent).orElse("?"),
                    holder.watchedSince().map(at -> Words.since(at, now)).orElse("not yet"),
                    holder.domain());
        }
        table.print(terminal);
        if (health.missingShards() > 0) {
            terminal.line("");
            terminal.line(terminal.paint()
                    .doubtful(health.missingShards() + " of " + health.shards() + " shards are missing now."));
        }
    }
}
