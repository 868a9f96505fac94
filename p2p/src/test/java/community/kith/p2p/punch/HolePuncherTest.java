package community.kith.p2p.punch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.Stream;
import community.kith.p2p.punch.PunchReport.Outcome;
import community.kith.p2p.relay.CircuitLimit;
import community.kith.p2p.relay.CircuitTransport;
import community.kith.p2p.relay.RelayClient;
import community.kith.p2p.relay.RelayLimits;
import community.kith.p2p.relay.RelayPolicy;
import community.kith.p2p.relay.RelayServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// On loopback there is no router: what counts here is who says what when. The lab of namespaces has the routers.
@Timeout(60)
class HolePuncherTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final List<Libp2pHost> hosts = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private Libp2pHost relay;
    private Libp2pHost caller;
    private Libp2pHost called;

    @BeforeEach
    void start() throws IOException {
        SigningKey key = SigningKey.generate(random);
        relay = host(key);
        caller = host(SigningKey.generate(random));
        called = host(SigningKey.generate(random));
        RelayServer.start(relay, key, RelayPolicy.everybody(CircuitLimit.NONE), RelayLimits.DEFAULT, CLOCK);
        caller.add(new CircuitTransport(caller, caller::dial));
        RelayClient client = RelayClient.start(called, called::dial, CLOCK);
        client.want(relay.addresses().getFirst());
        client.tick(CLOCK.instant());
        Eventually.holds(
                "reserved", () -> client.slots().getFirst().reservation().isPresent());
    }

    private Libp2pHost host(SigningKey key) throws IOException {
        Libp2pHost host = Libp2pHost.start(
                HostOptions.of(key, List.of(Multiaddr.parse("/ip4/0.0.0.0/tcp/0")), "kith-test/1", random));
        hosts.add(host);
        return host;
    }

    @AfterEach
    void stop() {
        hosts.forEach(Libp2pHost::close);
    }

    /// An address of the host that it does not announce, as a router's outer one would be.
    private static Multiaddr hidden(Libp2pHost host) {
        try {
            return Multiaddr.parse("/ip4/127.0.0.9/tcp/" + ListenPort.of(host).orElseThrow());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isHidden(Multiaddr address) {
        return address.toString().startsWith("/ip4/127.0.0.9/");
    }

    private static HolePuncher puncher(Libp2pHost host, List<Multiaddr> own) {
        return HolePuncher.start(host, () -> own, HolePuncherTest::isHidden, new SecureRandom(), CLOCK);
    }

    private void call() throws IOException {
        caller.dial(relay.addresses().getFirst().circuit().withPeer(called.id()));
    }

    @Test
    void bothMeetAtTheAddressesTheyTellEachOther() throws IOException {
        HolePuncher there = puncher(called, List.of(hidden(called)));
        HolePuncher here = puncher(caller, List.of(hidden(caller)));

        call();

        Eventually.holds("straight", () -> Volley.straight(caller, called.id()).isPresent());
        Eventually.holds(
                "reported",
                () -> there.report(caller.id()).isPresent()
                        && here.report(called.id()).isPresent());
        assertThat(there.report(caller.id()).orElseThrow().outcome()).isEqualTo(Outcome.PUNCHED);
        assertThat(here.report(called.id()).orElseThrow().worked()).isTrue();
        assertThat(caller.connections(called.id()).getFirst().path()).isEqualTo(Path.LOOPBACK);
    }

    @Test
    void closesTheRelayedConnectionAfterAWhile() throws IOException {
        HolePuncher there = puncher(called, List.of(hidden(called)));
        puncher(caller, List.of(hidden(caller)));
        call();
        Eventually.holds("punched", () -> there.report(caller.id()).isPresent());

        there.tick(Instant.now());
        assertThat(called.connections(caller.id())).anyMatch(one -> one.path() == Path.RELAYED);
        there.tick(Instant.now().plus(Duration.ofMinutes(2)));

        Eventually.holds(
                "no relay",
                () -> called.connections(caller.id()).stream().noneMatch(one -> one.path() == Path.RELAYED));
        assertThat(Volley.straight(called, caller.id())).isPresent();
    }

    @Test
    void oneKnownAddressIsEnough() throws IOException {
        HolePuncher there = puncher(called, List.of(hidden(called)));
        puncher(caller, List.of());

        call();

        Eventually.holds("reported", () -> there.report(caller.id()).isPresent());
        assertThat(there.report(caller.id()).orElseThrow().outcome()).isEqualTo(Outcome.PUNCHED);
    }

    @Test
    void givesUpAfterThreeTriesWhereNobodyKnowsAnAddress() throws IOException {
        HolePuncher there = puncher(called, List.of());
        HolePuncher here = puncher(caller, List.of());

        call();

        Eventually.holds("reported", () -> there.report(caller.id()).isPresent());
        PunchReport report = there.report(caller.id()).orElseThrow();
        assertThat(report.outcome()).isEqualTo(Outcome.NO_OWN_ADDRESS);
        assertThat(report.tries()).isEqualTo(3);
        Eventually.holds("the other too", () -> here.report(called.id()).isPresent());
        assertThat(caller.connections(called.id()).getFirst().path()).isEqualTo(Path.RELAYED);
    }

    @Test
    void takesAPeerThatCannotPunchAsItIs() throws IOException {
        HolePuncher there = puncher(called, List.of(hidden(called)));

        call();

        Eventually.holds("reported", () -> there.report(caller.id()).isPresent());
        assertThat(there.report(caller.id()).orElseThrow().outcome()).isEqualTo(Outcome.BROKEN_OFF);
    }

    @Test
    void dialsNobodyOnTheWordOfAStraightConnection() throws IOException {
        puncher(called, List.of(hidden(called)));
        caller.connect(called.addresses().getFirst());

        try (Stream stream = caller.open(called.id(), PunchMessage.PROTOCOL)) {
            assertThatThrownBy(() -> {
                        new PunchMessage.Connect(List.of(hidden(relay))).write(stream.out());
                        PunchMessage.read(stream.in());
                    })
                    .isInstanceOf(IOException.class);
        }
    }
}
