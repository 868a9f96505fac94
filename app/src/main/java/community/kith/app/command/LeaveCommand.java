package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Departure;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "leave",
        description =
                "Hands over before this device goes away for good: everybody I keep something for brings it elsewhere, and deletes it here. Waits until nothing is left or the time is up, and can be repeated.",
        footerHeading = "%nExample:%n",
        footer = "  kith leave --wait 2h")
final class LeaveCommand implements Callable<Integer> {
    private static final Duration GLANCE = Duration.ofSeconds(2);

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Option(names = "--wait", paramLabel = "TIME", description = "How long to wait; 10m without it.")
    private String patience = "10m";

    LeaveCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Instant until = kith.surroundings().clock().instant().plus(Quantity.duration(patience));
        List<Departure> left = node.leave();
        while (left.stream().anyMatch(Departure::told)
                && kith.surroundings().clock().instant().isBefore(until)
                && pause()) {
            left = node.leave();
        }
        List<Departure> still = left;
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().set("left", Json.of(still)),
                terminal -> show(terminal, still));
        return still.isEmpty() ? Exit.DONE.code() : Exit.UNAVAILABLE.code();
    }

    private static void show(Terminal terminal, List<Departure> still) {
        if (still.isEmpty()) {
            terminal.line("handed over; nothing of anybody else is here any more");
            return;
        }
        terminal.line("Still here of others:");
        var table = new Table("WHOSE", ">HERE", "");
        still.forEach(one -> table.row(
                one.name(),
                Words.size(one.bytes()),
                one.told() ? "they are bringing it elsewhere" : "away; their stewards know, if they have any"));
        table.print(terminal);
        terminal.line("Wait and say it again: what only lies here would be lost to them.");
    }

    private static boolean pause() {
        try {
            Thread.sleep(GLANCE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
