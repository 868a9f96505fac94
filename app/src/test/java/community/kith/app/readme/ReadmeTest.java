package community.kith.app.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what the README says, command by command, as three people would on three computers.
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    /// Commands that other tests run: the two that open the page, and the benchmarks.
    private static final Set<String> ELSEWHERE =
            Set.of("./kith demo", "./kith demo --recover", "mvn verify", "bench/run --list", "bench/run stream");

    @TempDir
    private Path computers;

    private final List<Process> nodes = new ArrayList<>();

    @AfterEach
    void end() {
        nodes.forEach(node -> node.destroyForcibly().onExit().join());
    }

    @Test
    void everyCommandDoesWhatItSays() throws Exception {
        Set<String> toRun = new LinkedHashSet<>(commands());
        toRun.removeAll(ELSEWHERE);
        Path documents = Files.createDirectories(computers.resolve("Documents"));
        Files.writeString(documents.resolve("letter.txt"), "Dear Ben");

        for (String person : List.of("Ada", "Ben", "Cleo")) {
            succeeds(toRun, person, "./kith init --name Ada", "init", "--name", person);
            run(person);
        }
        toRun.remove("./kith run");
        String ticket =
                succeeds(toRun, "Ada", "./kith invite --as friend --uses 3", "invite", "--as", "friend", "--uses", "3");
        succeeds(toRun, "Ada", "./kith status", "status");
        for (String friend : List.of("Ben", "Cleo")) {
            succeeds(toRun, friend, "./kith accept kith-invite:…", "accept", find("kith-invite:[a-z2-7]+", ticket));
            assertThat(succeeds(toRun, friend, "./kith people", "people")).contains("Ada");
        }
        String put = succeeds(
                toRun,
                "Ada",
                "./kith put ~/Documents --reach private",
                "put",
                documents.toString(),
                "--reach",
                "private");
        String link = find("kith:[a-z2-7]+", put);
        assertThat(succeeds(toRun, "Ada", "./kith ls", "ls")).contains("Documents");
        assertThat(succeeds(toRun, "Ada", "./kith health kith:…", "health", link))
                .contains("Ben", "Cleo");
        Path restored = computers.resolve("restored");
        succeeds(toRun, "Ada", "./kith get kith:… -o restored", "get", link, "-o", restored.toString());
        assertThat(restored.resolve("letter.txt")).hasContent("Dear Ben");
        assertThat(succeeds(toRun, "Ada", "./kith doctor", "doctor")).contains("well");
        succeeds(
                toRun,
                "Ada",
                "./kith guardians set Ben Cleo --need 2",
                "guardians",
                "set",
                "Ben",
                "Cleo",
                "--need",
                "2");
        assertThat(succeeds(toRun, "Ada", "./kith guardians drill", "guardians", "drill"))
                .contains("Ben", "Cleo");
        assertThat(succeeds(toRun, "Ada", "./kith guardians tomorrow", "guardians", "tomorrow"))
                .contains("comes back from any 2 of Ben, Cleo", "1 of 1 readable");

        assertThat(toRun).as("commands of the README that nobody has tried").isEmpty();
    }

    /// The lines of all console blocks, without their comments.
    private static List<String> commands() throws IOException {
        Matcher blocks = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        List<String> commands = new ArrayList<>();
        while (blocks.find()) {
            blocks.group(1)
                    .lines()
                    .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                    .forEach(commands::add);
        }
        return commands;
    }

    private String succeeds(Set<String> toRun, String person, String asWritten, String... arguments)
            throws IOException, InterruptedException {
        toRun.remove(asWritten);
        Process process = kith(person, arguments).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(asWritten).isTrue();
        assertThat(process.exitValue()).as("%s said: %s", asWritten, said).isZero();
        return said;
    }

    private void run(String person) throws IOException {
        Process node = kith(person, "run", "--http", "127.0.0.1:0", "--listen", "/ip4/127.0.0.1/tcp/0")
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        nodes.add(node);
        var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).startsWith("READY {");
    }

    private ProcessBuilder kith(String person, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "community.kith.app.Main",
                "--home",
                computers.resolve(person).toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static String find(String what, String text) {
        Matcher found = Pattern.compile(what).matcher(text);
        assertThat(found.find()).as("%s in %s", what, text).isTrue();
        return found.group();
    }
}
