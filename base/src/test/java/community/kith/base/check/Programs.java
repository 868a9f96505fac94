package community.kith.base.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Foreign servers for tests: run as a user of their own where the tests run as root, in a folder that is removed when
/// the tests end.
public final class Programs {
    private static final long MOST_SECONDS = 60;

    private final String user;
    private final Path folder;
    private final Deque<Ending> endings = new ArrayDeque<>();

    private Programs(String user, Path folder) {
        this.user = user;
        this.folder = folder;
    }

    /// What is done at the end.
    @FunctionalInterface
    public interface Ending {
        void end() throws IOException;
    }

    /// @param user who they run as if the tests run as root; the user of the tests otherwise
    public static Programs as(String user, String folder) throws IOException {
        var root = System.getProperty("user.name").equals("root");
        var programs = new Programs(root ? user : "", Files.createTempDirectory(folder));
        programs.own(programs.folder);
        Runtime.getRuntime().addShutdownHook(new Thread(programs::end));
        return programs;
    }

    public Path folder() {
        return folder;
    }

    /// Gives a file to the user that the programs run as.
    public void own(Path file) throws IOException {
        if (!user.isEmpty()) {
            var owner = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            Files.setOwner(file, owner);
        }
    }

    /// Runs a program to its end.
    ///
    /// @throws IOException with what it said, when it fails
    public void run(String... command) throws IOException {
        var said = Files.createTempFile("kith-said", ".txt");
        try {
            var process = new ProcessBuilder(withUser(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            var ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command[0] + (ended ? " failed: " : " does not end: ") + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command[0] + " ran", e);
        } finally {
            Files.delete(said);
        }
    }

    /// Starts a program that runs until the tests end.
    public Process start(String log, String... command) throws IOException {
        var process = new ProcessBuilder(withUser(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        // whoever reads its standard input to the end can end its own children first
        atTheEnd(() -> {
            process.getOutputStream().close();
            process.onExit()
                    .completeOnTimeout(process, 3, TimeUnit.SECONDS)
                    .join()
                    .destroyForcibly()
                    .onExit()
                    .join();
        });
        return process;
    }

    private List<String> withUser(String... command) {
        var whole = new ArrayList<String>();
        if (!user.isEmpty()) {
            whole.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    /// The latest first, before the folder is removed.
    public synchronized void atTheEnd(Ending ending) {
        endings.push(ending);
    }

    private synchronized void end() {
        try {
            while (!endings.isEmpty()) {
                endings.pop().end();
            }
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            System.err.println("left behind in " + folder + ": " + e);
        }
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
