package community.kith.app.command;

import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import community.kith.node.api.Opened;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "info",
        description = "Tells what a link names, without fetching it.",
        footerHeading = "%nExample:%n",
        footer = "  kith info kith:…")
final class InfoCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "A link, or the CID or name of one of your files.")
    private String link = "";

    InfoCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Opened opened = node.open(new Named(node).link(link));
        Optional<FileInfo> mine = node.files(FileQuery.called(opened.manifest().toString())).stream()
                .findFirst();
        result.print(
                kith.surroundings().terminal(),
                () -> {
                    ObjectNode json = FileWords.json(opened);
                    mine.ifPresent(file -> json.put("newBytes", file.newBytes())
                            .put("savedBytes", file.sizeBytes() - file.newBytes())
                            .put("released", file.released()));
                    return json;
                },
                terminal -> show(terminal, opened, mine));
        return Exit.DONE.code();
    }

    private static String saved(FileInfo file) {
        long saved = file.sizeBytes() - file.newBytes();
        return saved == 0
                ? "nothing: no file before it had any of it"
                : Words.size(saved) + ": files before it had that already, so only " + Words.size(file.newBytes())
                        + " were stored";
    }

    private static void show(Terminal terminal, Opened opened, Optional<FileInfo> mine) {
        terminal.line(terminal.paint().strong(Terminal.plain(opened.name())));
        terminal.line("  kind     " + FileWords.label(opened.kind()));
        terminal.line("  size     " + Words.size(opened.sizeBytes()));
        terminal.line("  created  " + opened.created());
        terminal.line("  owner    " + opened.owner());
        terminal.line("  reach    " + opened.reach());
        terminal.line("  cid      " + opened.manifest());
        mine.ifPresent(file -> terminal.line("  saved    " + saved(file)));
        if (!opened.entries().isEmpty()) {
            terminal.line("");
            var table = new Table(">SIZE", "KIND", "PATH");
            for (Opened.Entry entry : opened.entries()) {
                table.row(Words.size(entry.sizeBytes()), entry.kind(), entry.path());
            }
            table.print(terminal);
        }
    }
}
