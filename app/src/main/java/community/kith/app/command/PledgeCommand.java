package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Person;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "pledge",
        description = "Promises somebody that much of my disk.",
        footerHeading = "%nExample:%n",
        footer = "  kith pledge Ben 50GB")
final class PledgeCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "WHO", description = "A name in my book, or a DID.")
    private String who = "";

    @Parameters(index = "1", paramLabel = "SIZE", description = "Such as 10GB or 512MiB.")
    private String size = "";

    PledgeCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        long bytes = Quantity.bytes(size);
        RemoteKith node = kith.node();
        Person person = node.pledge(new Named(node).person(who).did(), bytes);
        result.print(
                kith.surroundings().terminal(),
                () -> Json.of(person),
                terminal ->
                        terminal.line(Terminal.plain(person.name()) + " may now use " + Words.size(person.pledgedByMe())
                                + " of your disk and uses " + Words.size(person.heldForThem()) + "."));
        return Exit.DONE.code();
    }
}
