package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Parting;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "unbond",
        description =
                "Ends my bond with somebody. Both sides learn of it and bring elsewhere what lies with the other, for seven days at most. Without WHO: bonds that are ending.",
        footerHeading = "%nExample:%n",
        footer = "  kith unbond Ben")
final class UnbondCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", arity = "0..1", paramLabel = "WHO", description = "A name in my book, or a DID.")
    private Optional<String> who = Optional.empty();

    UnbondCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        List<Parting> partings = who.isPresent()
                ? List.of(node.unbond(new Named(node).person(who.get()).did()))
                : node.partings();
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().set("ending", Json.of(partings)),
                terminal -> show(terminal, partings));
        return Exit.DONE.code();
    }

    private static void show(Terminal terminal, List<Parting> partings) {
        if (partings.isEmpty()) {
            terminal.line("No bond of yours is ending.");
            return;
        }
        var table = new Table("NO LONGER BONDED", "KNOWS", ">OF YOURS THERE", ">OF THEIRS HERE", "LET GO AT");
        partings.forEach(one -> table.row(
                one.name(),
                one.told() ? "yes" : "not yet",
                Words.size(one.heldForMe()),
                Words.size(one.heldForThem()),
                one.until()));
        table.print(terminal);
    }
}
