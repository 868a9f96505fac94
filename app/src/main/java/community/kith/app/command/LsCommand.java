package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.base.name.Cid;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "ls",
        description = "Lists what I put or keep, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith ls",
            "  kith ls --links",
            "  kith ls --removed",
            "  kith ls --limit 20",
            "  kith ls --after CID"
        })
final class LsCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Option(names = "--links", description = "Shows the link of each, too. Whoever has it can read the file.")
    private boolean links;

    @Option(names = "--removed", description = "Lists what was removed and can still be restored.")
    private boolean removed;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Lists so many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "CID",
            description = "Lists what comes after this one: `next` of the page before.")
    private String after = "";

    LsCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
        }
        RemoteKith node = kith.node();
        List<FileInfo> files = removed ? node.removed() : pages(node);
        Optional<Cid> next =
                !removed && files.size() == limit ? Optional.of(files.getLast().manifest()) : Optional.empty();
        result.print(kith.surroundings().terminal(), () -> json(files, next), terminal -> {
            show(terminal, files);
            next.ifPresent(last -> terminal.line("There may be more: " + kith.call("ls --after " + last)));
        });
        return Exit.DONE.code();
    }

    private List<FileInfo> pages(RemoteKith node) throws IOException {
        List<FileInfo> files = new ArrayList<>();
        Optional<Cid> last = after.isEmpty() ? Optional.empty() : Optional.of(Cid.parse(after));
        boolean more = true;
        while (more) {
            int most = Math.min(FileQuery.MOST, limit - files.size());
            List<FileInfo> page = node.files(new FileQuery(Optional.empty(), last, most));
            files.addAll(page);
            more = page.size() == most && files.size() < limit;
            last = page.isEmpty() ? last : Optional.of(page.getLast().manifest());
        }
        return files;
    }

    private static JsonNode json(List<FileInfo> files, Optional<Cid> next) {
        var array = Json.array();
        files.forEach(file -> array.add(FileWords.json(file)));
        var object = Json.object();
        object.set("files", array);
        next.ifPresent(last -> object.put("next", last.toString()));
        return object;
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
