package community.kith.app.demo;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.node.api.Kith;
import community.kith.node.home.Home;
import community.kith.node.home.HomeMaker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// One person of the demo: a home and a node process, spoken to only as its owner would, over its HTTP API.
final class Actor {
    private static final String READY = "READY ";

    /// A community in a hurry: what takes a day in life takes seconds here.
    private static final String HASTE = """
            presence.interval=500ms
            repair.grace=2s
            bond.offer=100GB
            disk.floor=50MB
            budget.cache=0
            """;

    private final String name;
    private final Path home;
    private final Process process;
    private final String url;
    private final String token;
    private final String peerId;
    private final Kith kith;

    private Actor(String name, Path home, Process process, JsonNode ready) throws IOException {
        this.name = name;
        this.home = home;
        this.process = process;
        this.url = ready.path("url").asString();
        this.peerId = ready.path("peerId").asString();
        this.token = Home.open(home).apiToken();
        this.kith = new RemoteKith(URI.create(url), token);
    }

    /// Makes a home for a newcomer.
    static void settle(Path home, String name, Instant now, RandomGenerator entropy) throws IOException {
        HomeMaker.withFreshKeys("a process of the demo", now, entropy).make(home, name, entropy);
        hurry(home);
    }

    /// Lets days take seconds in that home.
    static void hurry(Path home) throws IOException {
        Files.writeString(home.resolve("config.properties"), HASTE, StandardOpenOption.APPEND);
    }

    /// How the process of that home is started: it ends when its standard input does, so that it never outlives the
    /// demo, however that ends.
    static ProcessBuilder process(Jvm jvm, Path home) {
        return jvm.run(
                        "--home",
                        home.toString(),
                        "run",
                        "--http",
                        "127.0.0.1:0",
                        "--listen",
                        "/ip4/127.0.0.1/tcp/0",
                        "--no-mdns",
                        "--end-with-stdin")
                .redirectError(errors(home).toFile());
    }

    private static Path errors(Path home) {
        return home.resolve("stderr.txt");
    }

    /// Waits until the process serves.
    static Actor awaitReady(String name, Path home, Process process) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IOException("the node of " + name + " did not start: "
                    + Files.readString(errors(home)).strip());
        }
        return new Actor(name, home, process, Json.parse(line.substring(READY.length()), "the node of " + name));
    }

    String name() {
        return name;
    }

    Path home() {
        return home;
    }

    String peerId() {
        return peerId;
    }

    /// The node, over HTTP.
    Kith kith() {
        return kith;
    }

    /// The page, opened for its owner.
    String page() {
        return url + "/#token=" + token;
    }

    /// SIGKILL, as when the power fails; returns when the process is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }
}
