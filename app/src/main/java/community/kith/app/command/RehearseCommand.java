package community.kith.app.command;

import community.kith.app.files.Trees;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Paint;
import community.kith.app.terminal.Terminal;
import community.kith.node.home.Home;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Plays typical commands on a home that does not stay, so that the launcher can let the virtual machine remember what
/// they need.
@Command(name = "rehearse", hidden = true, description = "Plays typical commands for the launcher.")
final class RehearseCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KithCommand kith;

    RehearseCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path stage = Files.createTempDirectory("kith-rehearsal-");
        try {
            play(stage, "--help");
            play(stage, "init", "--name", "Ada");
            playWithNode(stage);
            play(stage, "doctor", "--json");
        } finally {
            Trees.delete(stage);
        }
        return Exit.DONE.code();
    }

    private void playWithNode(Path stage) throws IOException, InterruptedException {
        var stdin = new PipedInputStream();
        Thread node;
        try (var held = new PipedOutputStream(stdin)) {
            node = Thread.ofPlatform().name("node").start(() -> run(stage, stdin));
            awaitNode(stage, node);
            playOnNode(stage);
            held.flush();
        }
        node.join();
    }

    private void run(Path stage, InputStream stdin) {
        play(stage, stdin, "run", "--end-with-stdin", "--http", "127.0.0.1:0", "--listen", "/ip4/127.0.0.1/tcp/0");
    }

    private void playOnNode(Path stage) throws IOException {
        Path letter = Files.writeString(stage.resolve("letter.txt"), "Dear Ben, ".repeat(20_000));
        play(stage, "put", letter.toString(), "--no-wait");
        play(stage, "status");
        play(stage, "ls");
        play(stage, "ls", "--json");
        play(stage, "info", "letter.txt");
        play(stage, "health", "letter.txt");
        play(stage, "get", "letter.txt", "-o", stage.resolve("again.txt").toString());
        play(stage, "people");
        play(stage, "invite");
        play(stage, "doctor");
    }

    private static void awaitNode(Path stage, Thread node) throws IOException, InterruptedException {
        for (long waited = 0; Home.open(stage.resolve("home")).running().isEmpty(); waited += 20) {
            if (!node.isAlive() || waited > PATIENCE.toMillis()) {
                throw new Failure(Exit.FAILED, "the node of the rehearsal did not start", "");
            }
            Thread.sleep(20);
        }
    }

    private void play(Path stage, String... arguments) {
        play(stage, InputStream.nullInputStream(), arguments);
    }

    private void play(Path stage, InputStream stdin, String... arguments) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var terminal = new Terminal(stdin, nowhere, nowhere, false, false, Paint.NONE);
        Surroundings around = kith.surroundings();
        KithCommand.with(around.on(terminal)
                        .in(stage)
                        .with("KITH_HOME", stage.resolve("home").toString()))
                .execute(arguments);
    }
}
