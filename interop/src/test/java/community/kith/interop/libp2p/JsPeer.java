package community.kith.interop.libp2p;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.interop.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A js-libp2p host in a process of its own (`js/peer.js`), driven by lines of JSON, one command at a time.
public final class JsPeer implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("js").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> reports = new LinkedBlockingQueue<>();
    private final JsonNode introduction;
    private int lastId;

    private JsPeer(Process process) throws IOException, InterruptedException {
        this.process = process;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofVirtual().name("js-libp2p").start(this::listen);
        this.introduction = await(answers, "introduction");
    }

    static JsPeer start() throws IOException, InterruptedException {
        return start("peer.js");
    }

    /// A host that another script of the folder runs.
    static JsPeer start(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// A host that a command runs in the folder of the scripts.
    public static JsPeer run(List<String> command) throws IOException, InterruptedException {
        Npm.install(SCRIPTS);
        return new JsPeer(new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                JsonNode said = JSON.readTree(line);
                (said.has("watched") ? reports : answers).add(said);
                line = lines.readLine();
            }
        } catch (IOException e) {
            answers.add(JSON.createObjectNode().put("error", "js-libp2p is gone: " + e.getMessage()));
        }
    }

    private static JsonNode await(BlockingQueue<JsonNode> queue, String what) throws IOException, InterruptedException {
        JsonNode said = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (said == null) {
            throw new IOException("js-libp2p gave no " + what + " within " + PATIENCE);
        }
        return said;
    }

    /// Its name.
    public PeerId id() throws IOException {
        return PeerId.parse(introduction.get("peer").stringValue());
    }

    /// Where it listens.
    public Multiaddr address() throws IOException {
        return Multiaddr.parse(introduction.get("addresses").get(0).stringValue());
    }

    /// Has the host do something, and returns what came of it.
    public JsonNode ask(String command, Map<String, Object> args) throws IOException, InterruptedException {
        ObjectNode line = JSON.createObjectNode().put("id", ++lastId).put("command", command);
        args.forEach((name, value) -> line.putPOJO(name, value));
        commands.write(JSON.writeValueAsString(line) + "\n");
        commands.flush();
        JsonNode answer = await(answers, "answer to " + command);
        if (answer.has("error")) {
            throw new IOException(command + " failed in js-libp2p: " + answer.get("error"));
        }
        return answer;
    }

    /// How the stream ended that the host's watching handler had.
    String watched() throws IOException, InterruptedException {
        return await(reports, "report").get("watched").stringValue();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
