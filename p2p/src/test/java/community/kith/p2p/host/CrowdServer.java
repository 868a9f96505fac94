package community.kith.p2p.host;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

/// An echo server in a process of its own, with room for a crowd. For each byte on its standard input it prints how
/// many
/// connections it has.
final class CrowdServer {
    static final String ECHO = "/test/echo/1.0.0";
    private static final HostLimits ROOMY = HostLimits.DEFAULT
            .withConnections(3_000)
            .withServing(new HostLimits.Serving(20_000, 100, 100))
            .withInbound(new HostLimits.Inbound(1_000, 1_000, 100_000));

    private CrowdServer() {}

    public static void main(String... args) throws IOException {
        SecureRandom random = new SecureRandom();
        List<Multiaddr> listen = List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        HostOptions options = HostOptions.of(SigningKey.generate(random), listen, "kith-test/1", random);
        try (Libp2pHost host = Libp2pHost.start(options.withLimits(ROOMY))) {
            host.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
            System.out.println(host.addresses().getFirst());
            while (System.in.read() >= 0) {
                System.out.println(host.connections().size());
            }
        }
        System.exit(0);
    }
}
