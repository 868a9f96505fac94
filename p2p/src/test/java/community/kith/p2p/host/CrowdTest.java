package community.kith.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two thousand peers with five streams each, on a server that has a heap of 256 MB.
@Tag("soak")
@Timeout(240)
class CrowdTest {
    private static final int PEERS = 2_000;
    private static final int STREAMS_EACH = 5;

    private final SecureRandom random = new SecureRandom();
    private final List<Libp2pHost> peers = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();

    @Test
    void tenThousandIdleStreamsOverTwoThousandConnectionsFitASmallHeap() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrowdServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
                OutputStream orders = server.getOutputStream()) {
            Multiaddr address = Multiaddr.parse(said.readLine());
            for (int i = 0; i < PEERS; i++) {
                arrive(address);
            }

            for (Stream stream : streams) {
                stream.out().write(7);
                assertThat(stream.in().read()).isEqualTo(7);
            }

            orders.write('?');
            orders.flush();
            assertThat(said.readLine()).isEqualTo(Integer.toString(PEERS));
        } finally {
            peers.forEach(Libp2pHost::close);
            server.destroy();
        }
        assertThat(streams).hasSize(PEERS * STREAMS_EACH);
    }

    private void arrive(Multiaddr address) throws IOException {
        HostOptions options = HostOptions.of(SigningKey.generate(random), List.of(), "kith-test/1", random);
        Libp2pHost peer = Libp2pHost.start(options);
        peers.add(peer);
        PeerId server = address.peerId().orElseThrow();
        peer.learn(server, List.of(address));
        for (int i = 0; i < STREAMS_EACH; i++) {
            streams.add(peer.open(server, CrowdServer.ECHO));
        }
    }
}
