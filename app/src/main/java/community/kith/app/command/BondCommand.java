package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Person;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bond",
        description =
                "Shows my bond with somebody, and changes what I offer in it. A new bond begins with kith invite and kith accept.",
        footerHeading = "%nExample:%n",
        footer = "  kith bond Ben --hold 50GB --household \"the mill\"")
final class BondCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "WHO", description = "A name in my book, or a DID.")
    private String who = "";

    @Option(names = "--hold", paramLabel = "SIZE", description = "I will hold that much for them, whatever it is.")
    private Optional<String> hold = Optional.empty();

    @Option(names = "--household", paramLabel = "NAME", description = "Who they live with; empty to forget it.")
    private Optional<String> household = Optional.empty();

    BondCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Person person = new Named(node).person(who);
        if (household.isPresent()) {
            node.household(person.did(), household.get());
        }
        if (hold.isPresent()) {
            person = node.pledge(person.did(), Quantity.bytes(hold.get()));
        }
        Person now = person;
        result.print(kith.surroundings().terminal(), () -> Json.of(now), terminal -> show(terminal, now));
        return Exit.DONE.code();
    }

    private void show(Terminal terminal, Person person) {
        String name = Terminal.plain(person.name());
        terminal.line(name + ", " + person.bond() + ", "
                + (person.online()
                        ? "here now"
                        : person.lastSeen()
                                .map(at -> "last seen "
                                        + Words.since(
                                                at, kith.surroundings().clock().instant()))
                                .orElse("not seen yet")));
        terminal.line("  you hold   " + Words.size(person.heldForThem()) + " of the " + Words.size(person.pledgedByMe())
                + " that you offer");
        terminal.line("  they hold  " + Words.size(person.heldForMe()) + " of the " + Words.size(person.pledgedToMe())
                + " that they offer");
        terminal.line("  passport   " + person.did());
    }
}
