package community.kith.bench;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.HostLimits;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/// How many connections one host makes to another process in a second, one after another.
///
/// `HandshakeRate [DIALS]` prints one line of JSON. The peer's counterpart is `interop/js/handshake.js`.
public final class HandshakeRate {
    private static final String SERVE = "serve";
    private static final HostLimits.Inbound CALL_AS_OFTEN_AS_YOU_LIKE = new HostLimits.Inbound(128, 32, 1_000_000);

    private HandshakeRate() {}

    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals(SERVE)) {
            serve();
        } else {
            measure(args.length > 0 ? Integer.parseInt(args[0]) : 1_000);
        }
    }

    private static Host host() throws IOException {
        SecureRandom random = new SecureRandom();
        HostOptions options = HostOptions.of(
                SigningKey.generate(random), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "kith-bench/1", random);
        return Libp2pHost.start(options.withLimits(HostLimits.DEFAULT.withInbound(CALL_AS_OFTEN_AS_YOU_LIKE)));
    }

    /// The child process: listens until its standard input ends.
    private static void serve() throws IOException {
        try (Host host = host()) {
            System.out.println(host.addresses().getFirst());
            while (System.in.read() >= 0) {
                // only the end matters
            }
        }
        System.exit(0);
    }

    private static void measure(int dials) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HandshakeRate.class.getName(),
                        SERVE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8);
                Host host = host()) {
            Multiaddr server = Multiaddr.parse(String.valueOf(said.readLine()));
            dial(host, server, dials);
            long start = System.nanoTime();
            dial(host, server, dials);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "{\"dials\":%d,\"perSecond\":%.1f}%n", dials, dials / seconds);
            child.getOutputStream().close();
            child.waitFor();
        } finally {
            child.destroy();
        }
    }

    private static void dial(Host host, Multiaddr server, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            PeerId answered = host.connect(server);
            host.disconnect(answered);
        }
    }
}
