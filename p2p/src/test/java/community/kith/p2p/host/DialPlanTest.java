package community.kith.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DialPlanTest {
    private static final String RELAY = "/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

    @Test
    void triesTheNearFirstThenQuicAndRelaysLast() {
        assertThat(order(
                        "/ip4/198.51.100.1/tcp/1" + RELAY + "/p2p-circuit",
                        "/ip4/203.0.113.5/tcp/4",
                        "/ip4/203.0.113.5/udp/4/quic-v1",
                        "/ip4/192.168.1.7/tcp/4"))
                .containsExactly(
                        "/ip4/192.168.1.7/tcp/4",
                        "/ip4/203.0.113.5/udp/4/quic-v1",
                        "/ip4/203.0.113.5/tcp/4",
                        "/ip4/198.51.100.1/tcp/1" + RELAY + "/p2p-circuit");
    }

    @Test
    void letsTheTwoFamiliesTakeTurns() {
        assertThat(order(
                        "/ip4/203.0.113.1/tcp/4",
                        "/ip4/203.0.113.2/tcp/4",
                        "/ip6/2001:db8::1/tcp/4",
                        "/ip6/2001:db8::2/tcp/4"))
                .containsExactly(
                        "/ip6/2001:db8::1/tcp/4",
                        "/ip4/203.0.113.1/tcp/4",
                        "/ip6/2001:db8::2/tcp/4",
                        "/ip4/203.0.113.2/tcp/4");
    }

    @Test
    void startsAtOnceAndWaitsLongerForTheFar() {
        List<DialPlan.Start> plan = DialPlan.of(
                addresses("/ip4/10.0.0.1/tcp/4", "/ip4/10.0.0.2/tcp/4", "/ip4/203.0.113.1/tcp/4"), a -> true);

        assertThat(plan)
                .extracting(DialPlan.Start::after)
                .containsExactly(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(250));
    }

    @Test
    void leavesOutWhatNoTransportCanDial() {
        List<Multiaddr> addresses = addresses("/ip4/10.0.0.1/tcp/4", "/ip4/10.0.0.1/udp/4/quic-v1");

        assertThat(DialPlan.of(addresses, address -> address.tcpAddress().isPresent()))
                .hasSize(1);
    }

    private static List<String> order(String... addresses) {
        return DialPlan.of(addresses(addresses), address -> true).stream()
                .map(start -> start.address().toString())
                .toList();
    }

    private static List<Multiaddr> addresses(String... texts) {
        return Stream.of(texts).map(DialPlanTest::parse).toList();
    }

    private static Multiaddr parse(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (ProtocolException e) {
            throw new UncheckedIOException(e);
        }
    }
}
