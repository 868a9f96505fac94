package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.base.name.Cid;
import community.kith.node.api.Removal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = {
            "Removes a file. For thirty days it can be restored (kith restore); then its shards are taken back from their holders.",
            "Removing a large part of everything within an hour has to be confirmed."
        },
        footerHeading = "%nExample:%n",
        footer = "  kith rm photos")
final class RmCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "LINK", description = "A link, or the CID or name of one of your files.")
    private String link = "";

    @Option(names = "--yes", description = "Yes, however large a part of everything it is.")
    private boolean yes;

    @Option(names = "--for-good", description = "At once and for ever: it cannot be restored.")
    private boolean forGood;

    RmCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Cid manifest = new Named(node).manifest(link);
        node.remove(manifest, forGood ? Removal.FOR_GOOD : yes ? Removal.SURE : Removal.CAREFUL);
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().put("removed", manifest.toString()).put("restorable", !forGood),
                terminal -> terminal.line("removed " + manifest
                        + (forGood ? " for good" : "; to have it back: kith restore " + manifest)));
        return Exit.DONE.code();
    }
}
