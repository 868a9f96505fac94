package community.kith.app.soak;

import community.kith.app.client.RemoteKith;
import community.kith.node.api.Kith;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A node in a process of its own, with a home of its own, that can be killed and started again.
public final class RealNode implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
    private static final String IMPATIENT = """
            presence.interval=200ms
            repair.grace=2s
            audit.interval=2s
            bond.offer=2GB
            disk.floor=0
            put.durable-wait=5s
            """;

    private final String name;
    private final Path home;
    private Process process;
    private Kith api;

    private RealNode(String name, Path home) throws IOException {
        this.name = name;
        this.home = home;
        this.process = begin();
        this.api = connect();
    }

    /// Makes a home and runs a node on it.
    public static RealNode settle(String name, Path home) throws IOException, InterruptedException {
        return settle(name, home, "");
    }

    /// The same with further lines of settings.
    public static RealNode settle(String name, Path home, String settings) throws IOException, InterruptedException {
        Process init = new ProcessBuilder(command(home, "init", "--name", name))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (init.waitFor() != 0) {
            throw new IOException("init of " + home + " ended with " + init.exitValue());
        }
        Files.writeString(home.resolve("config.properties"), IMPATIENT + settings, StandardOpenOption.APPEND);
        return new RealNode(name, home);
    }

    public String name() {
        return name;
    }

    public Path home() {
        return home;
    }

    public Kith api() {
        return api;
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    public void startAgain() throws IOException {
        process = begin();
        api = connect();
    }

    /// Asks the process to end (SIGTERM), and says with which code it did.
    public int end() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command(
                        home,
                        "run",
                        "--http",
                        "127.0.0.1:0",
                        "--listen",
                        "/ip4/127.0.0.1/tcp/0",
                        "--no-mdns",
                        "--end-with-stdin"))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        home.resolve("stderr.txt").toFile()))
                .start();
    }

    private Kith connect() throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        Matcher url = URL.matcher(line == null ? "" : line);
        if (line == null || !line.startsWith("READY ") || !url.find()) {
            throw new IOException(name + " said '" + line + "' instead of READY; " + errors());
        }
        String token = Files.readString(home.resolve("api-token")).strip();
        return new RemoteKith(URI.create(url.group(1)), token);
    }

    private String errors() throws IOException {
        Path errors = home.resolve("stderr.txt");
        return Files.exists(errors) ? Files.readString(errors) : "";
    }

    private static List<String> command(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "community.kith.app.Main",
                "--home",
                home.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
