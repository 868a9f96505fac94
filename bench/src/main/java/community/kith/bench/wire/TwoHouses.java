package community.kith.bench.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Two network namespaces with a [LongWire] between them, and processes in each. All of it goes when this is closed.
public final class TwoHouses implements Closeable {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    public static final String LEFT_IP = "10.77.0.1";
    public static final String RIGHT_IP = "10.77.0.2";

    private final String tag = UUID.randomUUID().toString().substring(0, 6);
    private final String leftHouse = "kl" + tag;
    private final String rightHouse = "kr" + tag;
    private final List<Told> processes = new ArrayList<>();
    private final Told wire;

    /// Why namespaces cannot be had on this machine; empty when they can.
    public static Optional<String> missing() {
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

    /// Builds them; there is no weather yet.
    public TwoHouses() throws IOException, InterruptedException {
        boolean done = false;
        try {
            ip("netns", "add", leftHouse);
            ip("netns", "add", rightHouse);
            wire = start(java(LongWire.class, "wl" + tag, "wr" + tag));
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

    /// Runs a class of this class path in the left house.
    public Told left(Class<?> main, String... args) throws IOException {
        return start(in(leftHouse, java(main, args)));
    }

    /// Runs a class of this class path in the right house.
    public Told right(Class<?> main, String... args) throws IOException {
        return start(in(rightHouse, java(main, args)));
    }

    /// Runs a program in the left house.
    public Told left(List<String> command) throws IOException {
        return start(in(leftHouse, command));
    }

    /// Runs a program in the right house.
    public Told right(List<String> command) throws IOException {
        return start(in(rightHouse, command));
    }

    /// Words that run a program in the left house.
    public List<String> intoLeft() {
        return in(leftHouse, List.of());
    }

    /// Words that run a program in the right house.
    public List<String> intoRight() {
        return in(rightHouse, List.of());
    }

    /// Sets the weather on the wire, as [LongWire] takes it.
    public void weather(String order) throws IOException {
        wire.tell(order);
    }

    /// The left house moves: its address is another from now on, and the old one is gone.
    public void moveLeft(String to) throws IOException, InterruptedException {
        String card = "wl" + tag;
        ip("-n", leftHouse, "addr", "del", LEFT_IP, "peer", RIGHT_IP, "dev", card);
        ip("-n", leftHouse, "addr", "add", to, "peer", RIGHT_IP, "dev", card);
        ip("-n", rightHouse, "route", "add", to, "dev", "wr" + tag);
    }

    private static List<String> in(String house, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", house));
        whole.addAll(command);
        return whole;
    }

    private static List<String> java(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private Told start(List<String> command) throws IOException {
        Told told = Told.run(command);
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
        processes.forEach(Told::close);
        try {
            ip("netns", "del", leftHouse);
            ip("netns", "del", rightHouse);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
