package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Trust;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "trust",
        description =
                "How near somebody is by the bonds that are known here, and what this node allows them because of it.",
        footerHeading = "%nExample:%n",
        footer = "  kith trust Ben")
final class TrustCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "WHO", description = "A name in my book, or a DID.")
    private String who = "";

    TrustCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Trust trust = node.trust(new Named(node).did(who));
        result.print(kith.surroundings().terminal(), () -> Json.of(trust), terminal -> show(terminal, trust));
        return Exit.DONE.code();
    }

    private static void show(Terminal terminal, Trust trust) {
        String name = Terminal.plain(trust.name());
        if (trust.distance().isEmpty()) {
            terminal.line("No bond that is known here leads to " + name + ".");
        } else {
            terminal.line(name + " is " + trust.distance().getAsInt()
                    + (trust.distance().getAsInt() == 1 ? " bond" : " bonds") + " away"
                    + trust.bond().map(kind -> " (" + kind + ")").orElse("") + ": "
                    + trust.way().stream().map(Terminal::plain).collect(Collectors.joining(" → ")));
            terminal.line("Ways that have no bond in common: " + trust.ways()
                    + ", so that many bonds would have to be cut to part you.");
        }
        terminal.line("Room on your disk: " + Words.size(trust.roomBytes()) + "; " + trust.roomIs() + ".");
        terminal.line("Shards of what you keep private may " + (trust.mayHold() ? "" : "not ") + "lie with them.");
        var table = new Table("REACH", "MAY READ", "BECAUSE");
        trust.reads().forEach(one -> table.row(one.reach(), one.may() ? "yes" : "no", one.may() ? "-" : one.why()));
        table.print(terminal);
    }
}
