package community.kith.app.demo;

import community.kith.app.client.Json;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Tells the steps of a demo as they are done: a line for people or an object for programs on the standard output, and
/// what is being done now on the other.
public final class Narrator {
    private final Terminal terminal;
    private final InstantSource clock;
    private final boolean json;
    private final Instant begun;
    private final List<Told> told = new ArrayList<>();
    private Instant stepBegun;
    private int shown;

    /// A step that is done.
    private record Told(String step, Duration took, long movedBytes) {}

    /// A narrator who has said nothing yet.
    public Narrator(Terminal terminal, InstantSource clock, boolean json) {
        this.terminal = terminal;
        this.clock = clock;
        this.json = json;
        this.begun = clock.instant();
        this.stepBegun = begun;
    }

    /// Says what is being done now.
    void doing(String what) {
        stepBegun = clock.instant();
        if (terminal.errIsTerminal()) {
            hide();
            String line = "… " + Terminal.plain(what);
            terminal.err().print(line);
            terminal.err().flush();
            shown = line.length();
        } else {
            terminal.note("… " + Terminal.plain(what));
        }
    }

    /// Says what has been done, with the figures for programs.
    void done(String step, String sentence, ObjectNode figures) {
        hide();
        Duration took = Duration.between(stepBegun, clock.instant());
        told.add(new Told(step, took, figures.path("movedBytes").asLong(0)));
        if (json) {
            ObjectNode object = Json.object().put("step", step);
            object.setAll(figures);
            terminal.line(object.put("seconds", seconds(took)).toString());
        } else {
            terminal.line(String.format(Locale.ROOT, "%7.1f s  %s", seconds(took), Terminal.plain(sentence)));
        }
    }

    private void hide() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }

    /// Prints who had what, and what each step cost. Programs have had it all already.
    void table(List<Actor> everybody, List<Shares> shares) {
        if (json) {
            return;
        }
        terminal.line("");
        var holders = new Table("HOLDER", ">SHARDS AFTER PUT", ">AFTER REPAIR", "NOW");
        for (Actor actor : everybody) {
            holders.row(
                    actor.name(),
                    shares.getFirst().of(actor),
                    shares.getLast().of(actor),
                    actor.isAlive() ? "alive" : "killed");
        }
        holders.print(terminal);
        terminal.line("");
        var steps = new Table("STEP", ">SECONDS", ">BYTES MOVED");
        for (Told each : told) {
            steps.row(
                    each.step(),
                    String.format(Locale.ROOT, "%.1f", seconds(each.took())),
                    each.movedBytes() == 0 ? "" : Words.size(each.movedBytes()));
        }
        steps.print(terminal);
    }

    /// Prints where the pages of those who live are.
    void pages(List<Actor> everybody) {
        for (Actor actor : everybody) {
            if (actor.isAlive() && json) {
                terminal.line(Json.object()
                        .put("step", "page")
                        .put("name", actor.name())
                        .put("url", actor.page())
                        .toString());
            } else if (actor.isAlive()) {
                terminal.line(actor.name() + "'s page: " + actor.page());
            }
        }
        terminal.note("The nodes stay up until Ctrl-C.");
    }

    /// The end of the story.
    void finish(ObjectNode figures) {
        hide();
        double seconds = seconds(Duration.between(begun, clock.instant()));
        if (json) {
            ObjectNode object = Json.object().put("step", "done");
            object.setAll(figures);
            terminal.line(object.put("seconds", seconds).toString());
            return;
        }
        terminal.line("");
        if (figures.path("ok").asBoolean()) {
            terminal.line(terminal.paint()
                            .good("Every byte came back, twice; "
                                    + figures.path("killed").asInt() + " of "
                                    + (figures.path("nodes").asInt() + 1)
                                    + " nodes were killed, and nothing is left behind.")
                    + String.format(Locale.ROOT, "  %.1f s", seconds));
        } else {
            terminal.note(terminal.paint().bad("It did not work: ")
                    + figures.path("error").asString(""));
        }
    }

    private static double seconds(Duration took) {
        return Math.round(took.toMillis() / 100.0) / 10.0;
    }
}
