package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.node.api.GrantInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "grant",
        description =
                "Lets somebody read a file of mine for a time, whatever its reach. The key is sealed to them; they and my people are told when they are there.",
        footerHeading = "%nExamples:%n",
        footer = {"  kith grant diary Ben --until 7d", "  kith grant kith:b… did:key:z6Mk… --until 2027-06-01 --json"})
final class GrantCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "LINK", description = "A link, or the name of a file of mine.")
    private String what = "";

    @Parameters(index = "1", paramLabel = "WHO", description = "A name in my book, or a DID.")
    private String who = "";

    @Option(
            names = "--until",
            defaultValue = "30d",
            paramLabel = "WHEN",
            description = "When it ends: 7d, 2027-06-01 or 2027-06-01T12:00:00Z; 30d without it, 400d at most.")
    private String until = "";

    GrantCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = kith.surroundings().clock().instant();
        RemoteKith node = kith.node();
        Named named = new Named(node);
        GrantInfo given = node.grants().give(named.manifest(what), named.did(who), Until.parse(until, now));
        result.print(kith.surroundings().terminal(), () -> Json.of(given), terminal -> {
            terminal.line(Terminal.plain(given.toName()) + " may read it until " + given.until() + ".");
            terminal.line("Id        " + given.id());
            terminal.line("They are brought it when they are there; or hand them this line, which only they can open:");
            terminal.line(given.text());
            terminal.line("If you take it back, those of your people who are not reached refuse them on "
                    + given.until() + " at the latest. What was read stays read.");
        });
        return Exit.DONE.code();
    }
}
