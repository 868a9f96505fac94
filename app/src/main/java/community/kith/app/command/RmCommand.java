package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.base.name.Cid;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = "Forgets a file and takes back its shards from their holders.",
        footerHeading = "%nExample:%n",
        footer = "  kith rm photos")
final class RmCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "A link, or the CID or name of one of your files.")
    private String link = "";

    RmCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Cid manifest = new Named(node).manifest(link);
        node.remove(manifest);
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().put("removed", manifest.toString()),
                terminal -> terminal.line("removed " + manifest));
        return Exit.DONE.code();
    }
}
