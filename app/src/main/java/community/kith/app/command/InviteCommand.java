package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Invitation;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "invite",
        description = "Makes a ticket to hand to somebody. Whoever accepts it forms a bond with me.",
        footerHeading = "%nExamples:%n",
        footer = {"  kith invite --as friend", "  kith invite --as neighbor --uses 20 --expires 30d"})
final class InviteCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Option(
            names = "--as",
            paramLabel = "BOND",
            defaultValue = "friend",
            description = "What we are to each other: kin, friend, colleague or neighbor; ${DEFAULT-VALUE} without it.")
    private String bond = "";

    @Option(
            names = "--uses",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many people may accept it; ${DEFAULT-VALUE} without it.")
    private int uses;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "7d",
            description = "How long it is good for, such as 4h or 30d; ${DEFAULT-VALUE} without it.")
    private String expires = "";

    InviteCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Invitation invitation = kith.node().invite(bond, uses, Quantity.duration(expires));
        result.print(kith.surroundings().terminal(), () -> Json.of(invitation), terminal -> show(terminal, invitation));
        return Exit.DONE.code();
    }

    private void show(Terminal terminal, Invitation invitation) {
        terminal.line(invitation.ticket());
        terminal.note("For " + Words.count(invitation.uses(), "person", "people") + " as " + invitation.bond()
                + ", until " + invitation.expires() + ". They call: kith accept TICKET");
    }
}
