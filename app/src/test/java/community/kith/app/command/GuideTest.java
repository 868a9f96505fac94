package community.kith.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import community.kith.app.terminal.Paint;
import community.kith.app.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What README and guide tell people to type is what the command line understands.
class GuideTest {
    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().resolveSibling(".").normalize();
    private static final Pattern BLOCK = Pattern.compile("```(?:console|sh)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("(?m)^(?:\\$ )?(?:\\./)?kith ([^#\\n|]+)");
    private static final Pattern HEADING = Pattern.compile("`kith ([a-z]+)");

    private static String read(String page) throws IOException {
        return Files.readString(CHECKOUT.resolve(page));
    }

    private static CommandLine commands() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, false, Paint.NONE);
        return KithCommand.with(
                new Surroundings(terminal, Map.of(), InstantSource.system(), new Random(1), CHECKOUT, CHECKOUT));
    }

    static Stream<String> calls() throws IOException {
        return BLOCK.matcher(read("README.md"))
                .results()
                .flatMap(block -> CALL.matcher(block.group(1)).results())
                .map(call -> call.group(1).strip());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallInTheReadmeIsUnderstood(String call) {
        assertThatCode(() -> commands().parseArgs(call.split("\\s+"))).doesNotThrowAnyException();
    }

    /// `./kith demo` itself is played by `DemoTest`; `mvn verify` is what runs this.
    @Test
    void theReadmeOpensWithTheTwoCommands() throws IOException {
        String first = BLOCK.matcher(read("README.md"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(first.lines().map(line -> line.replaceAll("\\s*#.*", "")))
                .containsExactly("./kith demo", "mvn verify");
    }

    @Test
    void theGuideHasEveryCommandAndNoOther() throws IOException {
        CommandLine commands = commands();
        Stream<String> shown = commands.getSubcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);

        Stream<String> told = read("docs/guide/cli.md")
                .lines()
                .filter(line -> line.startsWith("##"))
                .flatMap(line -> HEADING.matcher(line).results().map(MatchResult::group))
                .map(heading -> heading.substring("`kith ".length()));

        assertThat(told).containsExactlyInAnyOrderElementsOf(shown.toList());
    }

    @Test
    void theGuideHasEveryOption() throws IOException {
        String guide = read("docs/guide/cli.md");
        for (CommandLine command : commands().getSubcommands().values()) {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                        .forEach(option -> assertThat(guide)
                                .as(command.getCommandName() + " " + option.longestName())
                                .contains(option.longestName().equals("--output") ? "-o" : option.longestName()));
            }
        }
    }
}
