package community.kith.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `kith demo` as a stranger runs it: a process of its own that starts many others.
class DemoTest {
    @TempDir
    private Path dir = Path.of("");

    /// @param arguments what comes after `kith demo --json`
    private Process demo(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of("demo", "--json"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = Jvm.likeThisOne().run(words.toArray(String[]::new));
        builder.command().addAll(1, List.of("-Djava.io.tmpdir=" + Files.createDirectories(dir.resolve("tmp"))));
        return builder.redirectError(dir.resolve("stderr.txt").toFile()).start();
    }

    private Path folder() throws IOException {
        Path folder = dir.resolve("photos");
        Files.createDirectories(folder.resolve("2026"));
        byte[] bytes = new byte[700_000];
        new Random(3).nextBytes(bytes);
        Files.write(folder.resolve("2026/spring.jpg"), bytes);
        Files.writeString(folder.resolve("2026/älter.txt"), "Grüße");
        Files.createSymbolicLink(folder.resolve("newest"), Path.of("2026/spring.jpg"));
        return folder;
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("tmp"))) {
            return files.toList();
        }
    }

    /// Reads up to the step that is wanted.
    private static BufferedReader awaitStep(Process demo, String step) throws IOException {
        BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("{\"step\":\"" + step + "\"")) {
                return out;
            }
        }
        throw new IOException("the demo ended before the step " + step);
    }

    @Test
    void everyByteComesBackTwiceAndNothingIsLeftBehind() throws Exception {
        Process demo = demo(folder().toString());

        List<String> lines = demo.inputReader(StandardCharsets.UTF_8).readAllLines();

        assertThat(demo.waitFor()).as(() -> String.join("\n", lines)).isZero();
        List<JsonNode> steps = lines.stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(steps)
                .extracting(step -> step.path("step").asString())
                .containsExactly(
                        "start",
                        "bond",
                        "put",
                        "nobody-looked",
                        "kill",
                        "read",
                        "pin",
                        "join",
                        "repair",
                        "kill-again",
                        "read-again",
                        "done");
        JsonNode done = steps.getLast();
        assertThat(done.path("ok").asBoolean()).isTrue();
        assertThat(done.path("verified").asBoolean()).isTrue();
        assertThat(done.path("nodes").asInt()).isEqualTo(7);
        assertThat(done.path("killed").asInt()).isEqualTo(5);
        assertThat(done.path("files").asInt()).isEqualTo(2);
        assertThat(done.path("bytes").asLong()).isEqualTo(700_007);
        assertThat(done.path("repairedShards").asInt()).isPositive();
        assertThat(leftovers()).isEmpty();
    }

    /// What the product promises: every device lost, and everything back from three of five friends.
    @Test
    @Tag("soak")
    void whoLosesEveryDeviceIsGivenEverythingBackByThreeOfFiveFriends() throws Exception {
        Process demo = demo(folder().toString(), "--nodes", "4", "--kill", "1", "--recover");

        List<String> lines = demo.inputReader(StandardCharsets.UTF_8).readAllLines();

        assertThat(demo.waitFor()).as(() -> String.join("\n", lines)).isZero();
        List<JsonNode> steps = lines.stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(steps)
                .extracting(step -> step.path("step").asString())
                .endsWith("read-again", "guardians", "lose", "recover", "recovered", "done");
        JsonNode recovered = steps.get(steps.size() - 2);
        assertThat(recovered.path("verified").asBoolean()).isTrue();
        assertThat(recovered.path("movedBytes").asLong()).isEqualTo(700_007);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anInterruptedDemoLeavesNeitherProcessNorFile() throws Exception {
        Process demo = demo(folder().toString(), "--nodes", "4", "--kill", "1");
        awaitStep(demo, "start");
        List<ProcessHandle> nodes = demo.descendants().toList();
        assertThat(nodes).hasSize(4);

        demo.destroy();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    @Tag("soak")
    void evenAKilledDemoLeavesNoProcessAndTheNextOneSweepsItsFiles() throws Exception {
        String folder = folder().toString();
        Process killed = demo(folder, "--nodes", "4", "--kill", "1");
        awaitStep(killed, "start");
        List<ProcessHandle> nodes = killed.descendants().toList();

        killed.destroyForcibly().waitFor();

        for (ProcessHandle node : nodes) {
            node.onExit().get(30, TimeUnit.SECONDS);
        }
        assertThat(leftovers()).hasSize(1);
        Process next = demo(folder, "--nodes", "4", "--kill", "1");
        awaitStep(next, "start");
        next.destroy();
        next.waitFor();
        assertThat(leftovers()).isEmpty();
    }
}
