package community.kith.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.identify.PeerInfo;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that we dial and that answer with nonsense, or not at all.
@Timeout(60)
class HostileAnswerTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String HEADER = "\u0013/multistream/1.0.0\n";

    private final SecureRandom random = new SecureRandom();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Host> hosts = new ArrayList<>();
    private ServerSocket server;
    private Libp2pHost us;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        us = newHost();
    }

    private Libp2pHost newHost() throws IOException {
        HostOptions options = HostOptions.of(
                        SigningKey.generate(random),
                        List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                        "kith-test/1",
                        random)
                .withLimits(HostLimits.DEFAULT.withHandshake(SHORT));
        Libp2pHost host = Libp2pHost.start(options);
        hosts.add(host);
        return host;
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        server.close();
        hosts.forEach(Host::close);
    }

    private Multiaddr answering(String text) {
        Thread.ofVirtual().start(() -> {
            try (Socket caller = server.accept()) {
                caller.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                over.await();
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return Multiaddr.of((InetSocketAddress) server.getLocalSocketAddress());
    }

    @Test
    void silence() {
        assertThatThrownBy(() -> us.connect(answering("")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("took too long");
    }

    @Test
    void garbage() {
        assertThatThrownBy(() -> us.connect(answering("HTTP/1.1 400 Bad Request\r\n\r\n")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("multistream");
    }

    @Test
    void noSecurityProtocolInCommon() {
        assertThatThrownBy(() -> us.connect(answering(HEADER + "\u0003na\n".repeat(2))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("speaks none of");
    }

    @Test
    void anotherProtocolThanProposed() {
        assertThatThrownBy(() -> us.connect(answering(HEADER + "\u000b/tls/1.0.0\n")))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aHandshakeMessageOfNonsense() {
        assertThatThrownBy(() -> us.connect(answering(HEADER + "\u0007/noise\n\u0000d" + "x".repeat(100))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("noise");
    }

    @Test
    void silenceInTheHandshake() {
        assertThatThrownBy(() -> us.connect(answering(HEADER + "\u0007/noise\n\u0000dxxx")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("took too long");
    }

    @Test
    void nobodyThere() throws IOException {
        Multiaddr address = Multiaddr.of((InetSocketAddress) server.getLocalSocketAddress());
        server.close();

        assertThatThrownBy(() -> us.connect(address))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(address.toString());
    }

    private void introducesItselfWith(StreamHandler introduction) throws IOException {
        Libp2pHost mallory = newHost();
        mallory.accept(PeerInfo.PROTOCOL, introduction);
        mallory.accept("/echo", stream -> stream.in().transferTo(stream.out()));

        us.connect(mallory.addresses().getFirst());

        try (Stream stream = us.open(mallory.id(), "/echo")) {
            stream.out().write(3);
            assertThat(stream.in().read()).isEqualTo(3);
        }
        Eventually.holds("mallory heard of us", () -> mallory.infoOf(us.id()).isPresent());
        assertThat(us.infoOf(mallory.id())).isEmpty();
    }

    @Test
    void anIntroductionOfFourGibibytes() throws IOException {
        introducesItselfWith(stream -> stream.out().write(new byte[] {-1, -1, -1, -1, 15, 1, 2, 3}));
    }

    @Test
    void anIntroductionOfGarbage() throws IOException {
        introducesItselfWith(stream ->
                stream.out().write(" garbage in place of a message!!!".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void anIntroductionThatNeverComes() throws IOException {
        introducesItselfWith(stream -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
