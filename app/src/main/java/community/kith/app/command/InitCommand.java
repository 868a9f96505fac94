package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Terminal;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Names;
import community.kith.node.home.Home;
import community.kith.node.home.HomeMaker;
import community.kith.node.home.Phrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "init",
        description = "Makes a passport and this device's keys.",
        footerHeading = "%nExample:%n",
        footer = "  kith init --name Ada")
final class InitCommand implements Callable<Integer> {
    private static final int WORDS_A_LINE = 6;

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What people call you.")
    private String name = "";

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "my computer",
            description = "What you call this computer; '${DEFAULT-VALUE}' without it.")
    private String device = "";

    @Option(names = "--words", description = "Prints the passport's key once as 24 words to write down.")
    private boolean words;

    InitCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        if (words && result.isJson()) {
            throw new IllegalArgumentException("--words are for paper, not for a program: leave out --json");
        }
        Surroundings around = kith.surroundings();
        Path home = kith.home();
        HomeMaker maker = HomeMaker.withFreshKeys(device.strip(), around.clock().instant(), around.entropy());
        Delegation delegation = maker.delegation();
        Home made;
        try {
            made = maker.make(home, Names.person(name.strip()), around.entropy());
        } catch (FileAlreadyExistsException e) {
            throw new Failure(
                    Exit.FAILED,
                    "will not make a home at " + home + ": " + e.getReason(),
                    "Use it as it is, or name another directory with --home.");
        }
        result.print(around.terminal(), () -> json(home, delegation), terminal -> greet(terminal, home, delegation));
        if (words) {
            say(around.terminal(), Phrase.of(made.passportKey().seed()));
        }
        return Exit.DONE.code();
    }

    private static void say(Terminal terminal, List<String> phrase) {
        terminal.line("");
        terminal.line("These words are your passport's key. They are not shown again:");
        for (int word = 0; word < phrase.size(); word += WORDS_A_LINE) {
            terminal.line("  " + String.join(" ", phrase.subList(word, word + WORDS_A_LINE)));
        }
    }

    private JsonNode json(Path home, Delegation delegation) {
        return Json.object()
                .put("home", home.toString())
                .put("name", name.strip())
                .put("passport", delegation.passport().toString())
                .put("device", delegation.name())
                .put("peerId", delegation.device().toString());
    }

    private void greet(Terminal terminal, Path home, Delegation delegation) {
        terminal.line("Hello " + Terminal.plain(name.strip()) + ".");
        terminal.line("  passport  " + delegation.passport());
        terminal.line("  device    " + delegation.device());
        terminal.line("  home      " + home);
        terminal.line("");
        terminal.line("Whoever has " + home.resolve("keys/passport.key")
                + " is you: keep a copy where only you can find it.");
        terminal.line("Next: " + terminal.paint().strong(kith.call("run")));
    }
}
