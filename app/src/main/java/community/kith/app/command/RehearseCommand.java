package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.files.Trees;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Paint;
import community.kith.app.terminal.Terminal;
import community.kith.node.home.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plays two nodes, and typical commands on them in a virtual machine of their own, on homes that do not stay: so the
/// launcher can let each of the two machines remember what it needs, and nothing else.
@Command(name = "rehearse", hidden = true, description = "Plays typical commands for the launcher.")
final class RehearseCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FILE_BYTES = 24 << 20;
    private static final List<String> PEOPLE = List.of("Ada", "Ben");

    private final KithCommand kith;

    @Option(names = "--stage", paramLabel = "DIR", description = "Where both nodes run, for the commands' part.")
    private Optional<Path> stage = Optional.empty();

    @Parameters(paramLabel = "COMMAND", description = "How to call kith in the commands' machine.")
    private List<String> other = new ArrayList<>();

    RehearseCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (stage.isPresent()) {
            playCommands(stage.get());
            return Exit.DONE.code();
        }
        Path fresh = Files.createTempDirectory("kith-rehearsal-");
        try {
            for (String name : PEOPLE) {
                play(fresh, name, InputStream.nullInputStream(), "init", "--name", name);
            }
            playNodes(fresh);
        } finally {
            Trees.delete(fresh);
        }
        return Exit.DONE.code();
    }

    private void playNodes(Path fresh) throws IOException, InterruptedException {
        List<Thread> nodes = new ArrayList<>();
        List<OutputStream> held = new ArrayList<>();
        try {
            for (String name : PEOPLE) {
                var stdin = new PipedInputStream();
                held.add(new PipedOutputStream(stdin));
                Thread node = Thread.ofPlatform().name(name).start(() -> run(fresh, name, stdin));
                nodes.add(node);
                awaitNode(fresh.resolve(name), node);
            }
            var command = new ArrayList<>(other);
            command.addAll(List.of("rehearse", "--stage", fresh.toString()));
            Process commands = new ProcessBuilder(command).inheritIO().start();
            int exit = commands.waitFor();
            if (exit != 0) {
                throw new Failure(Exit.FAILED, "the commands' rehearsal ended with " + exit, "");
            }
        } finally {
            for (OutputStream stdin : held) {
                stdin.close();
            }
        }
        for (Thread node : nodes) {
            node.join();
        }
    }

    private void run(Path fresh, String name, InputStream stdin) {
        List<String> arguments = new ArrayList<>(List.of("run", "--end-with-stdin", "--http", "127.0.0.1:0"));
        for (String listen : List.of("tcp/0", "udp/0/quic-v1")) {
            arguments.addAll(List.of("--listen", "/ip4/127.0.0.1/" + listen));
        }
        play(fresh, name, stdin, arguments.toArray(String[]::new));
    }

    private void playCommands(Path fresh) throws IOException {
        play(fresh, "--help");
        Path file = fresh.resolve("film");
        byte[] bytes = new byte[FILE_BYTES];
        kith.surroundings().entropy().nextBytes(bytes);
        Files.write(file, bytes);
        String ticket = told(fresh, "ticket", "invite", "--json");
        play(fresh, "Ben", InputStream.nullInputStream(), "accept", ticket);
        String link = told(fresh, "link", "put", file.toString(), "--no-wait", "--reach", "neighborhood", "--json");
        play(fresh, "status");
        play(fresh, "ls");
        play(fresh, "ls", "--json");
        play(fresh, "info", "film");
        play(fresh, "health", "film");
        play(fresh, "get", "film", "-o", fresh.resolve("again").toString());
        play(
                fresh,
                "Ben",
                InputStream.nullInputStream(),
                "get",
                link,
                "-o",
                fresh.resolve("his").toString());
        play(fresh, "people");
        play(fresh, "doctor");
        play(fresh, "doctor", "--json");
    }

    private static void awaitNode(Path home, Thread node) throws IOException, InterruptedException {
        for (long waited = 0; Home.open(home).running().isEmpty(); waited += 20) {
            if (!node.isAlive() || waited > PATIENCE.toMillis()) {
                throw new Failure(Exit.FAILED, "a node of the rehearsal did not start", "");
            }
            Thread.sleep(20);
        }
    }

    private String told(Path fresh, String field, String... arguments) throws IOException {
        return Json.parse(play(fresh, arguments), arguments[0]).path(field).asString("");
    }

    private String play(Path fresh, String... arguments) {
        return play(fresh, PEOPLE.getFirst(), InputStream.nullInputStream(), arguments);
    }

    private String play(Path fresh, String name, InputStream stdin, String... arguments) {
        var printed = new ByteArrayOutputStream();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var terminal = new Terminal(stdin, out, nowhere, false, false, Paint.NONE);
        KithCommand.execute(
                kith.surroundings()
                        .on(terminal)
                        .in(fresh)
                        .with("KITH_HOME", fresh.resolve(name).toString()),
                arguments);
        return printed.toString(StandardCharsets.UTF_8);
    }
}
