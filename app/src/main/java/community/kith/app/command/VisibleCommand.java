package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Visible;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "visible",
        description = "What others can see of me now, counted from what lies with them and what this node tells them.",
        footerHeading = "%nExample:%n",
        footer = "  kith visible")
final class VisibleCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    VisibleCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        List<Visible> visible = kith.node().visible();
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().set("visible", Json.of(visible)),
                terminal -> show(terminal, visible));
        return Exit.DONE.code();
    }

    private static void show(Terminal terminal, List<Visible> visible) {
        if (visible.isEmpty()) {
            terminal.line("Nobody sees anything of you: you have no bonds, and nothing in the commons.");
            return;
        }
        var table = new Table("WHO", "SEES", ">HOW MANY", ">SIZE", "AND NOT");
        visible.forEach(one -> table.row(
                one.who(), one.what(), one.count(), one.bytes() == 0 ? "-" : Words.size(one.bytes()), one.hidden()));
        table.print(terminal);
    }
}
