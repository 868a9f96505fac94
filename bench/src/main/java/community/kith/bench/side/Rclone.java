package community.kith.bench.side;

import community.kith.bench.work.Scratch;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// rclone with a WebDAV server of its own on loopback: `plain:` as it is, `sealed:` through rclone's crypt.
final class Rclone {
    private static final int START_SECONDS = 20;

    private final Path program;
    private final Path config;
    private final Process server;

    private Rclone(Path program, Path config, Process server) {
        this.program = program;
        this.config = config;
        this.server = server;
    }

    /// Empty when rclone is not on this machine; `bench/run` has tried to get it.
    static Optional<Rclone> serve(Plan plan, Scratch scratch) throws IOException, InterruptedException {
        Optional<Path> program = Programs.find("rclone");
        if (program.isEmpty()) {
            plan.say("rclone is not installed, so there is nothing of it to compare with");
            return Optional.empty();
        }
        int port = freePort();
        Path config = Files.writeString(scratch.file("rclone.conf"), config(program.get(), port, plan));
        Process server = new ProcessBuilder(
                        program.get().toString(),
                        "serve",
                        "webdav",
                        scratch.folder("rclone").toString(),
                        "--addr",
                        "127.0.0.1:" + port)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(scratch.file("rclone.err").toFile())
                .start();
        scratch.onExit(server::destroyForcibly);
        awaitListening(port, server);
        return Optional.of(new Rclone(program.get(), config, server));
    }

    private static String config(Path program, int port, Plan plan) throws IOException, InterruptedException {
        String password = Programs.output(plan.checkout(), List.of(program.toString(), "obscure", "side by side"))
                .strip();
        return """
                [plain]
                type = webdav
                url = http://127.0.0.1:%d
                vendor = other

                [sealed]
                type = crypt
                remote = plain:sealed
                password = %s
                """.formatted(port, password);
    }

    long pid() {
        return server.pid();
    }

    /// Copies one file; a remote is written `plain:name`.
    void copy(String from, String to) throws IOException, InterruptedException {
        Programs.output(
                Path.of("/"),
                List.of(program.toString(), "--config", config.toString(), "copyto", "--ignore-times", from, to));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(int port, Process server) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (server.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (java.net.ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("rclone's server did not start");
    }
}
