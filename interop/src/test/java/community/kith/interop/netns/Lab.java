package community.kith.interop.netns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// An internet of one cable, `11.0.113.0/24`, with machines on it and homes behind routers. The addresses are such as
/// every
/// implementation takes for public ones, which it does not of those for documentation; nothing leaves the namespaces.
final class Lab {
    private static final int PATIENCE_SECONDS = 20;
    private static final String INTERNET = "internet";

    private final String prefix = "kith-%06x-".formatted(new Random().nextInt(1 << 24));
    private final List<String> namespaces = new ArrayList<>();
    private int cables;

    /// What a router does with ports.
    enum Router {
        /// The same outer port for all the world; answers only from where something was sent to.
        PORT_RESTRICTED,
        /// Another outer port for each destination.
        SYMMETRIC
    }

    private Lab() {}

    /// Lays the cable; the test is skipped where that cannot be done.
    static Lab open() throws IOException, InterruptedException {
        Lab lab = new Lab();
        try {
            lab.namespace(INTERNET);
            lab.in(INTERNET, "ip", "link", "add", "cable", "type", "bridge");
            lab.in(INTERNET, "ip", "link", "set", "cable", "up");
            lab.in(INTERNET, "nft", "list", "ruleset");
        } catch (IOException e) {
            lab.close();
            Assumptions.abort("no network namespaces here (root, iproute2 and nftables are needed): " + e.getMessage());
        }
        return lab;
    }

    /// A machine on the cable: `11.0.113.NUMBER`.
    void machine(String name, int number) throws IOException, InterruptedException {
        namespace(name);
        plug(name, number);
    }

    /// A machine `10.NUMBER.0.2` behind a router `11.0.113.NUMBER`. Port 4001 of the machine is 14001 outside, where
    /// the
    /// router is of the kind that has one outer port for each.
    void home(String name, int number, Router router) throws IOException, InterruptedException {
        String gate = name + "-router";
        namespace(gate);
        plug(gate, number);
        namespace(name);
        run(
                "ip",
                "-n",
                prefix + gate,
                "link",
                "add",
                "lan",
                "type",
                "veth",
                "peer",
                "name",
                "wan",
                "netns",
                prefix + name);
        in(gate, "ip", "addr", "add", "10.%d.0.1/24".formatted(number), "dev", "lan");
        in(gate, "ip", "link", "set", "lan", "up");
        in(name, "ip", "addr", "add", "10.%d.0.2/24".formatted(number), "dev", "wan");
        in(name, "ip", "link", "set", "wan", "up");
        in(name, "ip", "route", "add", "default", "via", "10.%d.0.1".formatted(number));
        in(gate, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        in(gate, "nft", rules(number, router));
    }

    private static String rules(int number, Router router) {
        String translate = switch (router) {
            case PORT_RESTRICTED ->
                "tcp sport 4001 snat to %1$s; udp sport 4001 snat to %1$s; masquerade"
                        .formatted("11.0.113.%d:14001".formatted(number));
            case SYMMETRIC -> "masquerade fully-random";
        };
        return """
                table ip home {
                  chain outgoing { type nat hook postrouting priority 100; oifname "wan" jump translate; }
                  chain translate { %s; }
                  chain knocking { type filter hook input priority 0; iifname "wan" ct state new drop; }
                  chain passing { type filter hook forward priority 0; iifname "wan" ct state new drop; }
                }
                """.formatted(translate);
    }

    private void namespace(String name) throws IOException, InterruptedException {
        run("ip", "netns", "add", prefix + name);
        namespaces.add(name);
        in(name, "ip", "link", "set", "lo", "up");
    }

    private void plug(String name, int number) throws IOException, InterruptedException {
        String end = "end" + ++cables;
        run(
                "ip",
                "-n",
                prefix + INTERNET,
                "link",
                "add",
                end,
                "type",
                "veth",
                "peer",
                "name",
                "wan",
                "netns",
                prefix + name);
        in(INTERNET, "ip", "link", "set", end, "master", "cable");
        in(INTERNET, "ip", "link", "set", end, "up");
        in(name, "ip", "addr", "add", "11.0.113.%d/24".formatted(number), "dev", "wan");
        in(name, "ip", "link", "set", "wan", "up");
    }

    /// The command that runs another one in a namespace.
    List<String> command(String name, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name));
        whole.addAll(command);
        return whole;
    }

    void in(String name, String... command) throws IOException, InterruptedException {
        run(command(name, List.of(command)).toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /// Ends it.
    void close() throws IOException, InterruptedException {
        for (String name : namespaces.reversed()) {
            run("ip", "netns", "del", prefix + name);
        }
        namespaces.clear();
    }
}
