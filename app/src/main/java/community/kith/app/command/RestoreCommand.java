package community.kith.app.command;

import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.node.api.FileInfo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description =
                "Takes back a removal: until a file is gone for good, thirty days after it was removed, it can be had again.",
        footerHeading = "%nExample:%n",
        footer = "  kith ls --removed%n  kith restore photos")
final class RestoreCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "A link, or the CID or name of one of your files.")
    private String link = "";

    RestoreCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        FileInfo file = node.restore(new Named(node).removed(link));
        result.print(
                kith.surroundings().terminal(),
                () -> FileWords.json(file),
                terminal -> terminal.line("restored " + Terminal.plain(file.name())));
        return Exit.DONE.code();
    }
}
