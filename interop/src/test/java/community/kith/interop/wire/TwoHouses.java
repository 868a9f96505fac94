package community.kith.interop.wire;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Two network namespaces with a [LongWire] between them, a host in each. All of it goes when this is closed.
final class TwoHouses implements Closeable {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    static final String LEFT_IP = "10.77.0.1";
    static final String RIGHT_IP = "10.77.0.2";

    private final String tag = UUID.randomUUID().toString().substring(0, 6);
    private final String leftHouse = "kl" + tag;
    private final String rightHouse = "kr" + tag;
    private final List<Told> processes = new ArrayList<>();
    private final Told wire;

    /// A process that is told things, a line each, and answers each with a line.
    static final class Told {
        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;

        private Told(List<String> command) throws IOException {
            this.process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            this.answers = process.inputReader(StandardCharsets.UTF_8);
            this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        }

        String hear() throws IOException {
            return Optional.ofNullable(answers.readLine()).orElseThrow(() -> new IOException("the process ended"));
        }

        String tell(String order) throws IOException {
            orders.write(order + "\n");
            orders.flush();
            return hear();
        }
    }

    /// Why namespaces cannot be had on this machine; empty when they can.
    static Optional<String> missing() {
        if (!Files.isWritable(Path.of("/dev/net/tun"))) {
            return Optional.of("/dev/net/tun cannot be opened: it needs root");
        }
        try {
            String probe = "kp" + ProcessHandle.current().pid();
            ip("netns", "add", probe);
            ip("netns", "del", probe);
            return Optional.empty();
        } catch (IOException | InterruptedException e) {
            return Optional.of("network namespaces cannot be made here: " + e.getMessage());
        }
    }

    TwoHouses() throws IOException, InterruptedException {
        boolean done = false;
        try {
            ip("netns", "add", leftHouse);
            ip("netns", "add", rightHouse);
            wire = start(List.of(), LongWire.class, "wl" + tag, "wr" + tag);
            wire.hear();
            settle(leftHouse, "wl" + tag, LEFT_IP, RIGHT_IP);
            settle(rightHouse, "wr" + tag, RIGHT_IP, LEFT_IP);
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private static void settle(String house, String card, String own, String other)
            throws IOException, InterruptedException {
        ip("link", "set", card, "netns", house);
        ip("-n", house, "addr", "add", own, "peer", other, "dev", card);
        ip("-n", house, "link", "set", "lo", "up");
        ip("-n", house, "link", "set", card, "up");
    }

    /// A host that listens on every address of its house.
    Told leftHost() throws IOException {
        return start(List.of("ip", "netns", "exec", leftHouse), WireHost.class, "/ip4/0.0.0.0/tcp/0");
    }

    Told rightHost() throws IOException {
        return start(List.of("ip", "netns", "exec", rightHouse), WireHost.class, "/ip4/0.0.0.0/tcp/0");
    }

    void weather(String order) throws IOException {
        wire.tell(order);
    }

    /// The left house moves: its address is another from now on, and the old one is gone.
    void moveLeft(String to) throws IOException, InterruptedException {
        String card = "wl" + tag;
        ip("-n", leftHouse, "addr", "del", LEFT_IP, "peer", RIGHT_IP, "dev", card);
        ip("-n", leftHouse, "addr", "add", to, "peer", RIGHT_IP, "dev", card);
        ip("-n", rightHouse, "route", "add", to, "dev", "wr" + tag);
    }

    private Told start(List<String> prefix, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                JAVA.toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        Told told = new Told(command);
        processes.add(told);
        return told;
    }

    private static void ip(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }

    @Override
    public void close() throws IOException {
        for (Told told : processes) {
            told.process.destroy();
        }
        try {
            for (Told told : processes) {
                if (!told.process.waitFor(5, TimeUnit.SECONDS)) {
                    told.process.destroyForcibly();
                }
            }
            ip("netns", "del", leftHouse);
            ip("netns", "del", rightHouse);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
