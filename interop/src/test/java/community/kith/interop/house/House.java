package community.kith.interop.house;

import community.kith.app.Main;
import community.kith.bench.wire.Told;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Two rooms, each a network namespace, on one cable: what one sends to everybody, the other hears.
final class House implements Closeable {
    private final String tag = UUID.randomUUID().toString().substring(0, 6);
    private final List<String> rooms = List.of("ha" + tag, "hb" + tag);

    /// Why there can be no house on this machine; empty when there can.
    static Optional<String> missing() {
        String probe = "hp" + ProcessHandle.current().pid();
        try {
            ip("netns", "add", probe);
            ip("netns", "del", probe);
            return Optional.empty();
        } catch (IOException | InterruptedException e) {
            return Optional.of("network namespaces cannot be made here: " + e.getMessage());
        }
    }

    House() throws IOException, InterruptedException {
        boolean done = false;
        try {
            for (String room : rooms) {
                ip("netns", "add", room);
                ip("-n", room, "link", "set", "lo", "up");
            }
            ip("link", "add", "va", "netns", rooms.get(0), "type", "veth", "peer", "name", "vb", "netns", rooms.get(1));
            settle(0, "va");
            settle(1, "vb");
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void settle(int room, String card) throws IOException, InterruptedException {
        ip("-n", rooms.get(room), "addr", "add", "192.168.77.%d/24".formatted(room + 1), "dev", card);
        ip("-n", rooms.get(room), "link", "set", card, "up");
    }

    /// A `kith` command in a room.
    Told kith(int room, Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                rooms.get(room),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--home",
                home.toString()));
        command.addAll(List.of(arguments));
        return Told.run(command);
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
        try {
            for (String room : rooms) {
                ip("netns", "del", room);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
