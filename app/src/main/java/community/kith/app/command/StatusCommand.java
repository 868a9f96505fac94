package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.NodeStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = "Who is there, what is kept, what is wrong and what to do about it.",
        footerHeading = "%nExample:%n",
        footer = "  kith status --json")
final class StatusCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    StatusCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        NodeStatus status = kith.node().status();
        result.print(kith.surroundings().terminal(), () -> Json.of(status), terminal -> show(terminal, status));
        return Exit.DONE.code();
    }

    private static void show(Terminal terminal, NodeStatus status) {
        terminal.line(terminal.paint().strong(Terminal.plain(status.name())) + ", running for "
                + Words.time(status.uptime()) + " (kith " + Terminal.plain(status.version()) + ")");
        terminal.line("  people      " + status.peopleOnline() + " of " + status.people() + " here now");
        terminal.line("  files       " + status.files() + ", " + durability(status));
        status.layers().forEach(layer -> terminal.line("  " + meaning(layer)));
        terminal.line("  disk        " + Words.size(status.diskFreeBytes()) + " free");
        terminal.line("  passport    " + status.passport());
        status.addresses().forEach(address -> terminal.line("  address     " + address));
        for (NodeStatus.Problem problem : status.problems()) {
            terminal.line("");
            terminal.line(
                    terminal.paint().doubtful(Terminal.plain(problem.what())) + ": " + Terminal.plain(problem.cause()));
            terminal.line("  " + Terminal.plain(problem.nextStep()));
        }
    }

    private static String meaning(NodeStatus.LayerUse layer) {
        String used = "%-12s%s".formatted(Terminal.plain(layer.layer()), Words.size(layer.usedBytes()));
        if (layer.layer().equals("gift") && layer.budgetBytes().orElse(1) == 0 && layer.usedBytes() == 0) {
            return used + " (nothing is kept for people beyond your bonds)";
        }
        return layer.budgetBytes().isEmpty()
                ? used
                : used + " of " + Words.size(layer.budgetBytes().getAsLong());
    }

    private static String durability(NodeStatus status) {
        return status.shortOfDurable() == 0 ? "all durable" : status.shortOfDurable() + " short of durable";
    }
}
