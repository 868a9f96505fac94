package community.kith.bench.side;

import community.kith.bench.work.Cost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Programs that are run to their end: ours in JVMs of their own, and peers.
final class Programs {
    private static final long PATIENCE_MINUTES = 15;
    private static final JsonMapper JSON = new JsonMapper();

    private Programs() {}

    static Optional<Path> find(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path program = Path.of(folder).resolve(name);
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /// The command that runs a main class of this module, with this JVM's class path.
    static List<String> java(Class<?> main, Object... args) {
        return java(List.of(), main, args);
    }

    /// @param options of the virtual machine
    static List<String> java(List<String> options, Class<?> main, Object... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return command;
    }

    /// Runs a program and returns what it printed; what it complained of goes to our standard error.
    ///
    /// @throws IOException when it fails, or takes longer than anything here should
    static String output(Path folder, List<String> command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("kith-bench-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(printed.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                    throw new IOException(command + " took more than " + PATIENCE_MINUTES + " minutes");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed with " + process.exitValue());
            }
            return Files.readString(printed);
        } finally {
            Files.delete(printed);
        }
    }

    /// What some work costs, begun when everything that was left to be written is on the disk: nobody pays for others.
    static Cost settled(List<Long> servers, Cost.Work work) throws IOException, InterruptedException {
        output(Path.of("/"), List.of("sync"));
        return Cost.of(servers, work);
    }

    /// Runs a program that prints one line of JSON.
    static JsonNode json(Path folder, List<String> command) throws IOException, InterruptedException {
        return JSON.readTree(output(folder, command));
    }
}
