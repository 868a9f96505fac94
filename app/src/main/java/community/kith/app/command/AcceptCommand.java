package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Person;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "accept",
        description = "Forms a bond with whoever made the ticket.",
        footerHeading = "%nExample:%n",
        footer = "  kith accept kith-invite:…")
final class AcceptCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "TICKET", description = "What somebody's kith invite printed.")
    private String ticket = "";

    AcceptCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Person person = kith.node().accept(ticket);
        result.print(
                kith.surroundings().terminal(),
                () -> Json.of(person),
                terminal -> terminal.line(Terminal.plain(person.name()) + " and you are now bonded as " + person.bond()
                        + "; they offer " + Words.size(person.pledgedToMe()) + ", you offer "
                        + Words.size(person.pledgedByMe()) + "."));
        return Exit.DONE.code();
    }
}
