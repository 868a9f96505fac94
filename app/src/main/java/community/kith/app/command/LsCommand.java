package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.FileInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "ls",
        description = "Lists what I put or keep, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  kith ls", "  kith ls --links", "  kith ls --removed"})
final class LsCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Option(names = "--links", description = "Shows the link of each, too. Whoever has it can read the file.")
    private boolean links;

    @Option(names = "--removed", description = "Lists what was removed and can still be restored.")
    private boolean removed;

    LsCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        List<FileInfo> files = removed ? kith.node().removed() : kith.node().files();
        result.print(kith.surroundings().terminal(), () -> json(files), terminal -> show(terminal, files));
        return Exit.DONE.code();
    }

    private static JsonNode json(List<FileInfo> files) {
        var array = Json.array();
        files.forEach(file -> array.add(FileWords.json(file)));
        return Json.object().set("files", array);
    }

    private void show(Terminal terminal, List<FileInfo> files) {
        if (files.isEmpty()) {
            terminal.line(removed ? "Nothing to restore." : "Nothing yet. Put something: " + kith.call("put PATH"));
            return;
        }
        Instant now = kith.surroundings().clock().instant();
        var table = links
                ? new Table("NAME", ">SIZE", "REACH", "STATE", ">SURVIVES", "PUT", "LINK")
                : new Table("NAME", ">SIZE", "REACH", "STATE", ">SURVIVES", "PUT");
        for (FileInfo file : files) {
            String name = file.kind() == FileInfo.Kind.FOLDER ? file.name() + "/" : file.name();
            String size = Words.size(file.sizeBytes());
            String state = file.tier().label();
            String survives = Words.count(file.lossesSurvived(), "loss", "losses");
            String put = Words.since(file.created(), now);
            if (links) {
                table.row(name, size, file.reach(), state, survives, put, file.link());
            } else {
                table.row(name, size, file.reach(), state, survives, put);
            }
        }
        table.print(terminal);
    }
}
