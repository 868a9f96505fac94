package community.kith.app.command;

import community.kith.app.terminal.Terminal;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// The choice that every command has: words for people, or JSON for programs.
final class Result {
    @Option(names = "--json", description = "Prints JSON instead of words.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /// Prints one or the other.
    void print(Terminal terminal, Supplier<JsonNode> forPrograms, Consumer<Terminal> forPeople) {
        if (json) {
            terminal.line(forPrograms.get().toString());
        } else {
            forPeople.accept(terminal);
        }
    }
}
