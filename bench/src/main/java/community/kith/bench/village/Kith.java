package community.kith.bench.village;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command `./kith` on one home, as people call it.
///
/// @param before words that the command is called through, such as those that enter a network namespace
record Kith(List<String> before, Path launcher, Path home) {
    private static final long PATIENCE_MINUTES = 15;
    private static final JsonMapper JSON = new JsonMapper();

    /// Runs a command that prints one object.
    ///
    /// @throws IOException with what it complained of, when it fails
    JsonNode call(String... args) throws IOException, InterruptedException {
        Path out = Files.createTempFile("kith-bench-", ".out");
        Path err = Files.createTempFile("kith-bench-", ".err");
        try {
            Process process = command(Map.of(), args)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new IOException("kith " + String.join(" ", args) + ": "
                            + Files.readString(err).strip());
                }
            } finally {
                process.destroyForcibly();
            }
            String printed = Files.readString(out);
            return printed.isBlank() ? JSON.createObjectNode() : JSON.readTree(printed);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// Starts a node and waits until it serves.
    ///
    /// @param javaOptions for its virtual machine
    /// @param listen where other nodes reach it
    Process run(String javaOptions, List<String> listen) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--http", "127.0.0.1:0", "--end-with-stdin"));
        listen.forEach(address -> arguments.addAll(List.of("--listen", address)));
        Path err = home.resolveSibling(home.getFileName() + ".err");
        Process node = command(Map.of("KITH_JAVA_OPTS", javaOptions), arguments.toArray(String[]::new))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectError(err.toFile())
                .start();
        boolean ready = false;
        try {
            // Left open: the node may go on talking.
            BufferedReader said = node.inputReader(StandardCharsets.UTF_8);
            String line = said.readLine();
            ready = line != null && line.startsWith("READY ");
            if (!ready) {
                throw new IOException("a node did not start: " + line + " "
                        + Files.readString(err).strip());
            }
            return node;
        } finally {
            if (!ready) {
                node.destroyForcibly();
            }
        }
    }

    /// Where the HTTP door of the node that runs is.
    String url() throws IOException {
        return JSON.readTree(Files.readString(home.resolve("node.json")))
                .get("url")
                .stringValue();
    }

    private ProcessBuilder command(Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(launcher.toString(), "--home", home.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(environment);
        return builder;
    }
}
