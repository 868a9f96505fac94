package community.kith.app.command;

import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Paint;
import community.kith.app.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Plays typical commands on a home that does not stay, so that the launcher can let the virtual machine remember what
/// they need.
@Command(name = "rehearse", hidden = true, description = "Plays typical commands for the launcher.")
final class RehearseCommand implements Callable<Integer> {
    private final KithCommand kith;

    RehearseCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Path stage = Files.createTempDirectory("kith-rehearsal-");
        try {
            String home = stage.resolve("home").toString();
            play(stage, "--help");
            play(stage, "--home", home, "init", "--name", "Ada");
            play(stage, "--home", home, "doctor", "--json");
            play(stage, "--home", home, "status");
        } finally {
            delete(stage);
        }
        return Exit.DONE.code();
    }

    private void play(Path stage, String... arguments) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, false, Paint.NONE);
        Surroundings around = kith.surroundings();
        KithCommand.with(new Surroundings(
                        terminal, around.environment(), around.clock(), around.entropy(), stage, around.checkout()))
                .execute(arguments);
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, java.io.IOException failed) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
