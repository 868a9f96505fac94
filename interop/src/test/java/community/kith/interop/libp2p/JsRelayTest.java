package community.kith.interop.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.interop.matrix.Part;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.Stream;
import community.kith.p2p.relay.CircuitLimit;
import community.kith.p2p.relay.CircuitTransport;
import community.kith.p2p.relay.RelayClient;
import community.kith.p2p.relay.RelayLimits;
import community.kith.p2p.relay.RelayPolicy;
import community.kith.p2p.relay.RelayServer;
import community.kith.p2p.relay.RelaySlot;
import community.kith.p2p.relay.Voucher;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Relays of either make, with callers and called of either make.
@Tag("foreign")
@Timeout(120)
@Part("circuit relay v2")
class JsRelayTest {
    private static final String ECHO = "/test/echo/1.0.0";
    /// Below the 128 KiB that js-libp2p relays grant, which the handshake and the muxer share.
    private static final int BYTES = 50_000;

    private static JsPeer one;
    private static JsPeer two;
    private static JsPeer jsRelay;
    private final List<Libp2pHost> hosts = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();

    @BeforeAll
    static void startJs() throws IOException, InterruptedException {
        one = JsPeer.start("relay.js");
        two = JsPeer.start("relay.js");
        jsRelay = JsPeer.start("relay.js");
    }

    @AfterAll
    static void stopJs() throws IOException {
        one.close();
        two.close();
        jsRelay.close();
    }

    @AfterEach
    void stop() {
        hosts.forEach(Libp2pHost::close);
    }

    private Libp2pHost host(SigningKey key) throws IOException {
        Libp2pHost host = Libp2pHost.start(
                HostOptions.of(key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "kith-interop/1", random));
        hosts.add(host);
        host.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
        host.add(new CircuitTransport(host, host::dial));
        return host;
    }

    private Libp2pHost host() throws IOException {
        return host(SigningKey.generate(random));
    }

    /// A relay of ours that relays for everybody, and its address.
    private Multiaddr relay(CircuitLimit limit) throws IOException {
        SigningKey key = SigningKey.generate(random);
        Libp2pHost relay = host(key);
        RelayServer.start(relay, key, RelayPolicy.everybody(limit), RelayLimits.DEFAULT, InstantSource.system());
        return relay.addresses().getFirst();
    }

    /// A host of ours that is reached through a relay.
    private Libp2pHost reachedThrough(Multiaddr relay) throws IOException {
        Libp2pHost host = host();
        slot(host, relay);
        return host;
    }

    private static RelaySlot slot(Libp2pHost host, Multiaddr relay) throws IOException {
        RelayClient client = RelayClient.start(host, host::dial, InstantSource.system());
        client.want(relay);
        client.tick(Instant.now());
        await(() -> client.slots().getFirst().reservation().isPresent());
        return client.slots().getFirst();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static Multiaddr through(Multiaddr relay, PeerId peer) {
        return relay.circuit().withPeer(peer);
    }

    private static JsonNode jsReserves(JsPeer js, Multiaddr relay) throws IOException, InterruptedException {
        return js.ask("reserve", Map.of("at", relay.toString())).get("addresses");
    }

    private static void jsHearsItself(JsPeer js, Multiaddr at) throws IOException, InterruptedException {
        assertThat(js.ask("echo", Map.of("at", at.toString(), "bytes", BYTES))
                        .get("bytes")
                        .intValue())
                .isEqualTo(BYTES);
    }

    private static void weHearOurselves(Libp2pHost us, Multiaddr at) throws IOException {
        Connection connection = us.dial(at);
        assertThat(connection.path()).isEqualTo(Path.RELAYED);
        try (Stream stream = connection.open(ECHO)) {
            stream.out().write(new byte[BYTES]);
            stream.closeWrite();
            assertThat(stream.in().readAllBytes()).hasSize(BYTES);
        }
    }

    @Test
    @Shows(value = "Java through a Java relay", by = Begins.JS)
    void jsReachesUsThroughOurRelay() throws IOException, InterruptedException {
        Multiaddr relay = relay(CircuitLimit.NONE);
        Libp2pHost us = reachedThrough(relay);

        JsonNode dialled = one.ask("dial", Map.of("at", through(relay, us.id()).toString()));

        assertThat(dialled.get("limited").booleanValue()).isFalse();
        jsHearsItself(one, through(relay, us.id()));
    }

    @Test
    @Shows(value = "js through a Java relay", by = Begins.WE)
    void weReachJsThroughOurRelay() throws IOException, InterruptedException {
        Multiaddr relay = relay(CircuitLimit.NONE);

        assertThat(jsReserves(one, relay).toString()).contains(relay + "/p2p-circuit/p2p/" + one.id());

        weHearOurselves(host(), through(relay, one.id()));
    }

    @Test
    @Shows(value = "js through a Java relay", by = Begins.JS)
    void jsReachesJsThroughOurRelay() throws IOException, InterruptedException {
        Multiaddr relay = relay(CircuitLimit.NONE);
        jsReserves(one, relay);

        jsHearsItself(two, through(relay, one.id()));
    }

    @Test
    @Shows(value = "limits of a Java relay", by = Begins.JS)
    void jsKnowsTheLimitsOfOurRelay() throws IOException, InterruptedException {
        Multiaddr relay = relay(CircuitLimit.SHORT);
        Libp2pHost us = reachedThrough(relay);

        JsonNode dialled = two.ask("dial", Map.of("at", through(relay, us.id()).toString()));

        assertThat(dialled.get("limited").booleanValue()).isTrue();
        jsHearsItself(two, through(relay, us.id()));
    }

    @Test
    @Shows(value = "Java through a js relay", by = Begins.WE)
    void weReachEachOtherThroughAJsRelay() throws IOException, InterruptedException {
        Libp2pHost us = host();

        RelaySlot slot = slot(us, jsRelay.address());

        assertThat(slot.limit()).isPresent();
        Voucher voucher =
                Voucher.open(slot.reservation().orElseThrow().voucher().orElseThrow());
        assertThat(voucher.relay()).isEqualTo(jsRelay.id());
        assertThat(voucher.peer()).isEqualTo(us.id());
        assertThat(jsRelay.ask("reservations", Map.of()).get("peers").toString())
                .contains(us.id().toString());
        weHearOurselves(host(), through(jsRelay.address(), us.id()));
    }

    @Test
    @Shows(value = "Java through a js relay", by = Begins.JS)
    void jsReachesUsThroughAJsRelay() throws IOException, InterruptedException {
        Libp2pHost us = reachedThrough(jsRelay.address());

        jsHearsItself(two, through(jsRelay.address(), us.id()));
    }

    @Test
    @Shows(value = "js through a js relay", by = Begins.WE)
    void weReachJsThroughAJsRelay() throws IOException, InterruptedException {
        jsReserves(one, jsRelay.address());

        weHearOurselves(host(), through(jsRelay.address(), one.id()));
    }
}
