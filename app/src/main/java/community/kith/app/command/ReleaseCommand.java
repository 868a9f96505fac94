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
        name = "release",
        description =
                "Lets go of a file on this disk: it stays listed, and whoever reads it gets it from its holders. Only as far as it stays durable; kith pin brings it back.",
        footerHeading = "%nExample:%n",
        footer = "  kith release photos")
final class ReleaseCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "A link, or the CID or name of one of your files.")
    private String link = "";

    ReleaseCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        FileInfo file = node.release(new Named(node).manifest(link));
        result.print(
                kith.surroundings().terminal(),
                () -> FileWords.json(file),
                terminal -> terminal.line("let go of " + Terminal.plain(file.name()) + " here; its holders have it"));
        return Exit.DONE.code();
    }
}
