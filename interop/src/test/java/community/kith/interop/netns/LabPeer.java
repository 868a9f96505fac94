package community.kith.interop.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A [PeerMain] in a namespace of a [Lab].
final class LabPeer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final String id;

    private LabPeer(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.id = answers.readLine();
    }

    static LabPeer start(Lab lab, String where, String role, String... relays) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                PeerMain.class.getName(),
                role));
        command.addAll(List.of(relays));
        return new LabPeer(new ProcessBuilder(lab.command(where, command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String id() {
        return id;
    }

    String ask(String... words) throws IOException {
        commands.write(String.join(" ", words) + "\n");
        commands.flush();
        return String.valueOf(answers.readLine());
    }

    /// Asks until the answer has this in it.
    void comesToSay(String wanted, String... question) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String answer = ask(question);
        while (!answer.contains(wanted) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            answer = ask(question);
        }
        assertThat(answer).as(String.join(" ", question)).contains(wanted);
    }

    /// Ends it.
    void close() throws IOException, InterruptedException {
        commands.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
