package community.kith.app.command;

import community.kith.app.terminal.Exit;
import community.kith.app.terminal.ProgressLine;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.FileInfo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "pin",
        description = "Keeps a copy of somebody's link here, and from now on repairs it as if it were mine.",
        footerHeading = "%nExample:%n",
        footer = "  kith pin kith:…")
final class PinCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "The link to keep.")
    private String link = "";

    PinCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = kith.surroundings().terminal();
        FileInfo file;
        try (var progress = new ProgressLine(terminal, kith.surroundings().clock())) {
            file = kith.node().pin(link, progress);
        }
        result.print(
                terminal,
                () -> FileWords.json(file),
                to -> to.line("keeping " + Terminal.plain(file.name()) + ", " + Words.size(file.sizeBytes())));
        return Exit.DONE.code();
    }
}
