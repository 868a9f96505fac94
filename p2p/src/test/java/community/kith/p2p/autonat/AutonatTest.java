package community.kith.p2p.autonat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.autonat.AutonatClient.Outcome;
import community.kith.p2p.autonat.DialMessage.DialStatus;
import community.kith.p2p.autonat.DialMessage.ResponseStatus;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A client and a server on loopback, where the server may dial what is private.
@Timeout(60)
class AutonatTest {
    private static final AutonatLimits LIMITS = new AutonatLimits(20, 4, 2, 30_000, Duration.ofSeconds(5));

    private final List<Libp2pHost> hosts = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private Libp2pHost us;
    private Libp2pHost server;
    private AutonatClient client;

    @BeforeEach
    void start() throws IOException {
        us = host("/ip4/127.0.0.1/tcp/0");
        server = host("/ip4/127.0.0.1/tcp/0");
        client = AutonatClient.start(us, random);
        us.connect(server.addresses().getFirst());
    }

    private Libp2pHost host(String... listen) throws IOException {
        List<Multiaddr> addresses = new ArrayList<>();
        for (String address : listen) {
            addresses.add(Multiaddr.parse(address));
        }
        Libp2pHost host =
                Libp2pHost.start(HostOptions.of(SigningKey.generate(random), addresses, "kith-test/1", random));
        hosts.add(host);
        return host;
    }

    @AfterEach
    void stop() {
        hosts.forEach(Libp2pHost::close);
    }

    private void serve() throws IOException {
        AutonatServer.start(server, host(), address -> true, LIMITS, InstantSource.system(), random);
    }

    @Test
    void findsThatAnAddressWorks() throws IOException {
        serve();

        assertThat(client.probe(server.id(), us.addresses().getFirst())).isEqualTo(Outcome.THROUGH);
        assertThat(us.connected()).contains(server.id());
    }

    @Test
    void findsThatAnAddressDoesNot() throws IOException {
        serve();

        assertThat(client.probe(server.id(), closedPort())).isEqualTo(Outcome.BLOCKED);
    }

    private static Multiaddr closedPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + taken.getLocalPort());
        }
    }

    @Test
    void paysForAnAddressThatItDoesNotComeFrom() throws IOException {
        serve();
        Libp2pHost wide = host("/ip4/127.0.0.2/tcp/0");
        AutonatClient other = AutonatClient.start(wide, random);
        wide.connect(server.addresses().getFirst());

        assertThat(other.probe(server.id(), wide.addresses().getFirst())).isEqualTo(Outcome.THROUGH);
    }

    @Test
    void letsNobodyHaveADialForNothing() throws IOException {
        serve();
        try (Stream stream = us.open(server.id(), DialMessage.PROTOCOL)) {
            new DialMessage.Ask(List.of(Optional.of(Multiaddr.parse("/ip4/127.0.0.9/tcp/1"))), 1).write(stream.out());
            assertThat(DialMessage.read(stream.in())).isInstanceOf(DialMessage.Price.class);

            assertThatThrownBy(() -> {
                        new DialMessage.Payment(0).write(stream.out());
                        DialMessage.read(stream.in());
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void asksAPriceWithinTheSpecification() throws IOException {
        serve();
        for (int i = 0; i < 4; i++) {
            try (Stream stream = us.open(server.id(), DialMessage.PROTOCOL)) {
                new DialMessage.Ask(List.of(Optional.of(Multiaddr.parse("/ip4/127.0.0.9/tcp/1"))), 1)
                        .write(stream.out());
                assertThat(DialMessage.read(stream.in()))
                        .isInstanceOfSatisfying(
                                DialMessage.Price.class,
                                price -> assertThat(price.bytes()).isBetween(30_000L, 100_000L));
                stream.reset();
            }
        }
    }

    @Test
    void dialsWhatItIsAllowedToAndNothingElse() throws IOException {
        AutonatServer.start(
                server,
                host(),
                address ->
                        address.tcpAddress().isPresent() && address.toString().startsWith("/ip4/203."),
                LIMITS,
                InstantSource.system(),
                random);

        assertThat(client.probe(server.id(), us.addresses().getFirst())).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void servesAClientOnlySoOften() throws IOException {
        serve();
        Multiaddr address = us.addresses().getFirst();
        for (int i = 0; i < LIMITS.perPeerAndMinute(); i++) {
            assertThat(client.probe(server.id(), address)).isEqualTo(Outcome.THROUGH);
        }

        assertThat(client.probe(server.id(), address)).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void believesNoServerThatDidNotDial() {
        server.accept(DialMessage.PROTOCOL, stream -> {
            DialMessage.read(stream.in());
            new DialMessage.Outcome(ResponseStatus.OK, 0, DialStatus.OK).write(stream.out());
        });

        assertThatThrownBy(() -> client.probe(server.id(), us.addresses().getFirst()))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void paysNoPriceBeyondTheSpecification() {
        server.accept(DialMessage.PROTOCOL, stream -> {
            DialMessage.read(stream.in());
            new DialMessage.Price(0, 1L << 40).write(stream.out());
            stream.in().readAllBytes();
        });

        assertThatThrownBy(() -> client.probe(server.id(), us.addresses().getFirst()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("dear");
    }

    @Test
    void hearsNoNumberThatItDidNotGiveOut() throws IOException {
        Libp2pHost stranger = host();
        stranger.connect(us.addresses().getFirst());

        try (Stream stream = stranger.open(us.id(), DialBack.PROTOCOL)) {
            assertThatThrownBy(() -> DialBack.say(stream, 42)).isInstanceOf(IOException.class);
        }
    }
}
