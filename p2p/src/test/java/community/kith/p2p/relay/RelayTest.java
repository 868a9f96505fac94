package community.kith.p2p.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A relay and two peers on loopback that know each other only through it.
@Timeout(60)
class RelayTest {
    private static final String ECHO = "/test/echo/1.0.0";
    private static final Duration TERM = Duration.ofHours(1);

    private final List<Libp2pHost> hosts = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final SigningKey relayKey = SigningKey.generate(new SecureRandom());
    private Libp2pHost relay;
    private Libp2pHost alice;
    private Libp2pHost bob;
    private RelayClient client;

    @BeforeEach
    void start() throws IOException {
        relay = host(relayKey);
        alice = host(SigningKey.generate(new SecureRandom()));
        bob = host(SigningKey.generate(new SecureRandom()));
        alice.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
        client = RelayClient.start(alice, alice::dial, clock);
        bob.add(new CircuitTransport(bob, bob::dial));
    }

    private Libp2pHost host(SigningKey key) throws IOException {
        Libp2pHost host = Libp2pHost.start(HostOptions.of(
                key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "kith-test/1", new SecureRandom()));
        hosts.add(host);
        return host;
    }

    @AfterEach
    void stop() {
        hosts.forEach(Libp2pHost::close);
    }

    private RelayServer serve(RelayPolicy policy) {
        return RelayServer.start(relay, relayKey, policy, new RelayLimits(4, TERM, 4, 2, Duration.ofSeconds(5)), clock);
    }

    private void reserve() throws IOException {
        assertThat(client.want(relay.addresses().getFirst())).isTrue();
        client.tick(clock.instant());
        Eventually.holds(
                "alice asked",
                () -> client.slots().getFirst().reservation().isPresent()
                        || client.slots().getFirst().failures() > 0);
    }

    private Multiaddr throughTheRelay() {
        return relay.addresses().getFirst().circuit().withPeer(alice.id());
    }

    @Test
    void carriesAConversationBothWays() throws IOException {
        RelayServer server = serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();

        Connection connection = bob.dial(throughTheRelay());

        assertThat(connection.peer()).isEqualTo(alice.id());
        assertThat(connection.path()).isEqualTo(Path.RELAYED);
        assertEchoes(bob, alice.id(), 1 << 20);
        assertThat(server.circuits()).isEqualTo(1);
        assertThat(alice.connections(bob.id()).getFirst().path()).isEqualTo(Path.RELAYED);
        bob.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
        assertEchoes(alice, bob.id(), 1000);
    }

    private static void assertEchoes(Libp2pHost from, PeerId to, int bytes) throws IOException {
        byte[] message = new byte[bytes];
        new SecureRandom().nextBytes(message);
        try (Stream stream = from.open(to, ECHO)) {
            Thread.ofVirtual().start(() -> send(stream, message));
            assertThat(stream.in().readNBytes(bytes)).isEqualTo(message);
        }
    }

    private static void send(Stream stream, byte[] message) {
        try {
            stream.out().write(message);
            stream.closeWrite();
        } catch (IOException e) {
            stream.reset();
        }
    }

    @Test
    void tellsOthersWhereItIsReached() throws IOException {
        serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();

        assertThat(alice.addresses()).contains(throughTheRelay());
        RelaySlot slot = client.slots().getFirst();
        assertThat(slot.limit()).isEmpty();
        Voucher voucher =
                Voucher.open(slot.reservation().orElseThrow().voucher().orElseThrow());
        assertThat(voucher).isEqualTo(new Voucher(relay.id(), alice.id(), now.plus(TERM)));
    }

    @Test
    void findsAPeerByTheAddressItTold() throws IOException {
        serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();
        bob.learn(
                alice.id(),
                alice.addresses().stream().filter(at -> at.relay().isPresent()).toList());

        assertEchoes(bob, alice.id(), 10);
    }

    @Test
    void refreshesBeforeTheReservationEnds() throws IOException {
        RelayServer server = serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();
        Instant first = client.slots().getFirst().reservation().orElseThrow().expiry();

        now = now.plus(TERM.multipliedBy(3).dividedBy(4));
        Eventually.holds("refreshed", () -> {
            client.tick(now); // a tick that meets an answer just coming in is for the next
            return client.slots()
                    .getFirst()
                    .reservation()
                    .orElseThrow()
                    .expiry()
                    .isAfter(first);
        });

        now = now.plus(TERM.dividedBy(2));
        server.tick(now);
        assertThat(server.reservations()).isEqualTo(1);
    }

    @Test
    void stopsAnnouncingARelayThatIsGoneAndAsksAgain() throws IOException {
        serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();

        relay.disconnect(alice.id());

        Eventually.holds("not announced", () -> !alice.addresses().contains(throughTheRelay()));
        Eventually.holds("announced again", () -> {
            client.tick(now);
            return alice.addresses().contains(throughTheRelay());
        });
    }

    @Test
    void relaysForNobodyWhomItsOwnerDidNotName() throws IOException {
        RelayServer server = serve(RelayPolicy.NOBODY);

        reserve();

        assertThat(client.slots().getFirst().trouble()).contains("PERMISSION_DENIED");
        assertThat(server.reservations()).isZero();
        assertThatThrownBy(() -> bob.dial(throughTheRelay()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("PERMISSION_DENIED");
    }

    @Test
    void saysThatThereIsNoReservation() {
        serve(RelayPolicy.everybody(CircuitLimit.NONE));

        assertThatThrownBy(() -> bob.dial(throughTheRelay())).hasMessageContaining("NO_RESERVATION");
    }

    @Test
    void cutsACallThatCarriesTooMuch() throws IOException {
        RelayServer server = serve(RelayPolicy.everybody(new CircuitLimit(Duration.ZERO, 64 << 10)));
        reserve();
        bob.dial(throughTheRelay());

        assertThatThrownBy(() -> {
                    try (Stream stream = bob.open(alice.id(), ECHO)) {
                        OutputStream out = stream.out();
                        for (int i = 0; i < 64; i++) {
                            out.write(new byte[16 << 10]);
                        }
                        stream.closeWrite();
                        stream.in().readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class);
        Eventually.holds("the call is over", () -> server.circuits() == 0);
        Eventually.holds(
                "both know",
                () -> alice.connections(bob.id()).isEmpty()
                        && bob.connections(alice.id()).isEmpty());
    }

    @Test
    void cutsACallWhoseTimeIsUp() throws IOException {
        RelayServer server = serve(RelayPolicy.everybody(new CircuitLimit(Duration.ofMinutes(2), 0)));
        reserve();
        bob.dial(throughTheRelay());
        assertEchoes(bob, alice.id(), 10);
        assertThat(server.circuits()).isEqualTo(1);

        server.tick(now.plus(Duration.ofMinutes(3)));

        Eventually.holds("the call is over", () -> server.circuits() == 0);
        Eventually.holds("bob knows", () -> bob.connections(alice.id()).isEmpty());
    }

    @Test
    void endsACallWhenOneEndHangsUp() throws IOException {
        RelayServer server = serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();
        bob.dial(throughTheRelay());
        assertEchoes(bob, alice.id(), 10);

        bob.disconnect(alice.id());

        Eventually.holds("alice knows", () -> alice.connections(bob.id()).isEmpty());
        Eventually.holds("the relay is done", () -> server.circuits() == 0);
        assertThat(alice.connected()).contains(relay.id());
    }

    @Test
    void doesNotRelayOverARelay() throws IOException {
        serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();
        SigningKey key = SigningKey.generate(new SecureRandom());
        Libp2pHost carol = host(key);
        RelayServer.start(alice, key, RelayPolicy.everybody(CircuitLimit.NONE), RelayLimits.DEFAULT, clock);
        Connection relayed = bob.dial(throughTheRelay());

        try (Stream stream = relayed.open(HopMessage.PROTOCOL)) {
            new HopMessage.Reserve().write(stream.out());
            assertThat(HopMessage.read(stream.in())).isEqualTo(HopMessage.Answer.no(RelayStatus.PERMISSION_DENIED));
        }
        Multiaddr twice = throughTheRelay().circuit().withPeer(carol.id());
        assertThatThrownBy(() -> bob.dial(twice)).isInstanceOf(ConnectException.class);
    }

    @Test
    void takesNoCallsFromWhomItDidNotAsk() throws IOException {
        Connection line = bob.dial(alice.addresses().getFirst());

        try (Stream stream = line.open(StopMessage.PROTOCOL)) {
            new StopMessage.Connect(relay.id(), Optional.empty()).write(stream.out());
            assertThat(StopMessage.read(stream.in())).isEqualTo(new StopMessage.Answer(RelayStatus.PERMISSION_DENIED));
        }
    }

    @Test
    void turnsAwayACallerWhoIsNotWhomTheRelaySays() throws IOException {
        serve(RelayPolicy.everybody(CircuitLimit.NONE));
        reserve();
        Connection line = relay.connections(alice.id()).getFirst();

        Stream stop = line.open(StopMessage.PROTOCOL);
        new StopMessage.Connect(bob.id(), Optional.empty()).write(stop.out());
        assertThat(StopMessage.read(stop.in())).isEqualTo(new StopMessage.Answer(RelayStatus.OK));
        Libp2pHost mallory = host(SigningKey.generate(new SecureRandom()));

        assertThatThrownBy(() -> {
                    Connection claimed = mallory.secure(
                            new CircuitLink(stop, Multiaddr.parse("/ip4/127.0.0.1/tcp/1")),
                            Direction.OUTBOUND,
                            Optional.of(alice.id()));
                    claimed.open(ECHO).in().readAllBytes();
                })
                .isInstanceOf(IOException.class);
        assertThat(alice.connected()).doesNotContain(mallory.id(), bob.id());
    }

    @Test
    void answersNonsenseWithARefusal() throws IOException {
        serve(RelayPolicy.everybody(CircuitLimit.NONE));
        Connection line = bob.dial(relay.addresses().getFirst());

        try (Stream stream = line.open(HopMessage.PROTOCOL)) {
            stream.out().write(new byte[] {2, 8, 9});
            assertThat(HopMessage.read(stream.in())).isEqualTo(HopMessage.Answer.no(RelayStatus.MALFORMED_MESSAGE));
        }
        try (Stream stream = line.open(HopMessage.PROTOCOL)) {
            HopMessage.Answer.no(RelayStatus.OK).write(stream.out());
            assertThat(HopMessage.read(stream.in())).isEqualTo(HopMessage.Answer.no(RelayStatus.UNEXPECTED_MESSAGE));
        }
    }
}
