package community.kith.interop.wire;

import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/// A host in a process of its own: says its address, then obeys lines on standard input. `echo ADDRESS BYTES` sends
/// bytes
/// there and back and answers `ok`, or `failed` and why.
final class WireHost {
    private static final String ECHO = "/test/echo/1.0.0";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private WireHost() {}

    public static void main(String... args) throws IOException {
        SecureRandom random = new SecureRandom();
        List<Multiaddr> listen = List.of(Multiaddr.parse(args[0]));
        HostOptions options = HostOptions.of(SigningKey.generate(random), listen, "kith-test/1", random);
        try (Libp2pHost host = Libp2pHost.start(options)) {
            host.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
            System.out.println(host.addresses().stream()
                    .filter(address -> !address.toString().startsWith("/ip4/127."))
                    .findFirst()
                    .orElseThrow());
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String order = orders.readLine();
            while (order != null) {
                String[] words = order.split(" ", 3);
                System.out.println(echo(host, Multiaddr.parse(words[1]), Integer.parseInt(words[2])));
                order = orders.readLine();
            }
        }
        System.exit(0);
    }

    private static String echo(Libp2pHost host, Multiaddr to, int bytes) {
        byte[] sent = new byte[bytes];
        new Random(bytes).nextBytes(sent);
        PeerId peer = to.peerId().orElseThrow();
        host.learn(peer, List.of(to));
        try (Stream stream = host.open(peer, ECHO)) {
            stream.timeout(PATIENCE);
            AtomicReference<IOException> failure = new AtomicReference<>();
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    stream.out().write(sent);
                    stream.closeWrite();
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            byte[] back = stream.in().readAllBytes();
            sender.join();
            boolean whole = Arrays.equals(Sha256.of(back), Sha256.of(sent));
            return whole ? "ok" : "failed " + back.length + " bytes came back, " + failure.get();
        } catch (IOException e) {
            return "failed " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "failed interrupted";
        }
    }
}
