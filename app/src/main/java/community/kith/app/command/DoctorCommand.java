package community.kith.app.command;

import community.kith.app.checkup.Checkup;
import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Paint;
import community.kith.app.terminal.Terminal;
import community.kith.node.api.Check;
import community.kith.node.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description =
                "Looks for what is wrong, and names the cause and the next step. Works without a running node, too.",
        footerHeading = "%nExample:%n",
        footer = "  kith doctor")
final class DoctorCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    DoctorCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Home home = kith.openHome();
        boolean runs = home.running().isPresent();
        Map<String, Check> byName = new LinkedHashMap<>();
        for (Check check : new Checkup(home, kith.surroundings().clock().instant()).all(runs)) {
            byName.put(check.name(), check);
        }
        for (Check check : nodesOwn(runs)) {
            byName.merge(check.name(), check, (mine, nodes) -> mine.outcome() == Check.Outcome.WELL ? nodes : mine);
        }
        List<Check> checks = List.copyOf(byName.values());
        boolean failed = checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.FAILED);
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().put("well", !failed).set("checks", Json.of(checks)),
                terminal -> show(terminal, checks));
        return (failed ? Exit.FAILED : Exit.DONE).code();
    }

    private List<Check> nodesOwn(boolean runs) throws IOException {
        if (!runs) {
            return List.of(
                    new Check("node", Check.Outcome.WARNING, "it is not running", "Start it: " + kith.call("run")));
        }
        RemoteKith node = kith.node();
        try {
            var checks = new ArrayList<>(node.doctor());
            checks.addFirst(new Check("node", Check.Outcome.WELL, "it runs and answers", ""));
            return checks;
        } catch (UncheckedIOException e) {
            return List.of(new Check(
                    "node",
                    Check.Outcome.FAILED,
                    "its process runs, but: " + Complaints.message(e),
                    "Restart it; " + kith.openHome().log() + " may tell why."));
        }
    }

    private static void show(Terminal terminal, List<Check> checks) {
        Paint paint = terminal.paint();
        int width =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        for (Check check : checks) {
            String mark = switch (check.outcome()) {
                case WELL -> paint.good("well   ");
                case WARNING -> paint.doubtful("warning");
                case FAILED -> paint.bad("FAILED ");
            };
            String name = Terminal.plain(check.name());
            terminal.line(mark + "  " + name + " ".repeat(width - check.name().length()) + "  "
                    + Terminal.plain(check.detail()));
            if (!check.nextStep().isEmpty()) {
                terminal.line(" ".repeat(width + 11) + Terminal.plain(check.nextStep()));
            }
        }
    }
}
