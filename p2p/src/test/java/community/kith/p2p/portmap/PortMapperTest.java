package community.kith.p2p.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.p2p.contract.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against routers of the test's own, on real sockets.
@Timeout(60)
class PortMapperTest {
    private static final Port TCP = new Port(PortProtocol.TCP, 4001);
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("203.0.113.7");
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    private final Instant now = Instant.parse("2026-11-21T12:00:00Z");

    /// A router that speaks PCP, and gives each port plus 10000.
    private static List<byte[]> pcp(byte[] question) {
        if (question.length != 60) {
            return List.of();
        }
        ByteBuffer answer = ByteBuffer.wrap(question.clone());
        answer.put(1, (byte) 0x81)
                .putShort(2, (short) 0)
                .putInt(8, 1)
                .putInt(12, 0)
                .putLong(16, 0);
        answer.putShort(42, (short) (answer.getShort(40) + 10_000));
        answer.position(56).put(OUTSIDE.getAddress());
        return List.of(answer.array());
    }

    /// A router that speaks nothing but NAT-PMP.
    private static List<byte[]> natPmp(byte[] question) {
        ByteBuffer in = ByteBuffer.wrap(question);
        if (question[0] == 2) {
            return List.of(new byte[] {0, (byte) 0x81, 0, 1, 0, 0, 0, 0});
        }
        if (question[1] == 0) {
            return List.of(ByteBuffer.allocate(12)
                    .putInt(0x0080_0000)
                    .putInt(1)
                    .put(OUTSIDE.getAddress())
                    .array());
        }
        return List.of(ByteBuffer.allocate(16)
                .putInt((0x80 | question[1]) << 16)
                .putInt(1)
                .putShort(in.getShort(4))
                .putShort((short) 30_000)
                .putInt(in.getInt(8))
                .array());
    }

    private static RouterSearch search(InetSocketAddress gateway, InetSocketAddress upnp) {
        return new RouterSearch(() -> Set.of(gateway), upnp, new Random(1));
    }

    private PortMapper mapper(InetSocketAddress gateway, InetSocketAddress upnp) {
        return new PortMapper(search(gateway, upnp), () -> Set.of(TCP), () -> now);
    }

    @Test
    void opensAPortByPcp() throws IOException {
        try (UdpRouter router = new UdpRouter(PortMapperTest::pcp);
                PortMapper mapper = mapper(router.at(), NOWHERE)) {
            mapper.tick(now);

            Eventually.holds("mapped", () -> !mapper.state().mappings().isEmpty());
            assertThat(mapper.state().router()).contains("PCP at 127.0.0.1");
            assertThat(mapper.state().mappings())
                    .containsExactly(new PortMapping(TCP, new InetSocketAddress(OUTSIDE, 14001), Duration.ofHours(1)));
        }
    }

    @Test
    void opensAPortByNatPmpWherePcpIsUnknown() throws IOException {
        try (UdpRouter router = new UdpRouter(PortMapperTest::natPmp);
                PortMapper mapper = mapper(router.at(), NOWHERE)) {
            mapper.renew();

            assertThat(mapper.state().router()).contains("NAT-PMP at 127.0.0.1");
            assertThat(mapper.state().mappings())
                    .containsExactly(new PortMapping(TCP, new InetSocketAddress(OUTSIDE, 30_000), Duration.ofHours(1)));
        }
    }

    @Test
    void renewsWhenHalfOfTheLeaseIsOverAndNotBefore() throws IOException {
        try (UdpRouter router = new UdpRouter(PortMapperTest::pcp);
                PortMapper mapper = mapper(router.at(), NOWHERE)) {
            mapper.renew();
            mapper.tick(now.plus(Duration.ofMinutes(29)));
            assertThat(router.asked()).hasSize(1);

            mapper.tick(now.plus(Duration.ofMinutes(31)));

            Eventually.holds("asked again", () -> router.asked().size() == 2);
            assertThat(ByteBuffer.wrap(router.asked().get(1)).getShort(42) & 0xffff)
                    .as("the port it gave before")
                    .isEqualTo(14001);
        }
    }

    @Test
    void takesAMappingBackWhenItEnds() throws IOException {
        try (UdpRouter router = new UdpRouter(PortMapperTest::pcp)) {
            PortMapper mapper = mapper(router.at(), NOWHERE);
            mapper.renew();

            mapper.close();

            assertThat(ByteBuffer.wrap(router.asked().getLast()).getInt(4))
                    .as("lease")
                    .isZero();
            assertThat(mapper.state().mappings()).isEmpty();
        }
    }

    @Test
    void opensAPortByUpnp() throws IOException {
        try (UpnpDevice device = new UpnpDevice(action -> action.startsWith("Get")
                ? UpnpDevice.Reply.value("NewExternalIPAddress", "203.0.113.7")
                : UpnpDevice.Reply.value("x", ""))) {
            PortMapper mapper = mapper(NOWHERE, device.group());
            mapper.renew();

            assertThat(mapper.state().router()).contains("UPnP at 127.0.0.1");
            assertThat(mapper.state().mappings())
                    .containsExactly(new PortMapping(TCP, new InetSocketAddress(OUTSIDE, 4001), Duration.ofHours(1)));
            assertThat(device.called().getLast())
                    .contains("AddPortMapping", "<NewInternalClient>127.0.0.1</NewInternalClient>");
            mapper.close();
            assertThat(device.called().getLast()).contains("DeletePortMapping");
        }
    }

    @Test
    void takesAnotherPortAndALeaseForEverWhereUpnpWantsIt() throws IOException {
        AtomicInteger adds = new AtomicInteger();
        Function<String, UpnpDevice.Reply> fussy = action -> {
            if (action.startsWith("Get")) {
                return UpnpDevice.Reply.value("NewExternalIPAddress", "203.0.113.7");
            }
            return switch (adds.incrementAndGet()) {
                case 1 -> UpnpDevice.Reply.error(718);
                case 2 -> UpnpDevice.Reply.error(725);
                default -> UpnpDevice.Reply.value("x", "");
            };
        };
        try (UpnpDevice device = new UpnpDevice(fussy);
                PortMapper mapper = mapper(NOWHERE, device.group())) {
            mapper.renew();

            assertThat(mapper.state().mappings())
                    .containsExactly(new PortMapping(TCP, new InetSocketAddress(OUTSIDE, 4002), Duration.ZERO));
        }
    }

    @Test
    void saysWhyThereIsNoMapping() throws IOException {
        try (UpnpDevice device = new UpnpDevice(action -> UpnpDevice.Reply.error(501));
                PortMapper mapper = mapper(NOWHERE, device.group())) {
            mapper.renew();

            assertThat(mapper.state().mappings()).isEmpty();
            assertThat(mapper.state().trouble()).contains("no router opens a port", "501");
        }
    }

    @Test
    void asksNobodyButTheRouterItFound() throws IOException {
        try (UpnpDevice elsewhere =
                        new UpnpDevice(action -> UpnpDevice.Reply.value("x", ""), "http://203.0.113.9/control");
                PortMapper mapper = mapper(NOWHERE, elsewhere.group())) {
            mapper.renew();

            assertThat(mapper.state().trouble()).contains("no service that maps ports");
            assertThat(elsewhere.called()).isEmpty();
        }
        assertThat(Ssdp.location(
                        "HTTP/1.1 200 OK\r\nLocation: http://203.0.113.9/d.xml\r\n\r\n",
                        InetAddress.ofLiteral("10.0.0.1")))
                .isEmpty();
        assertThat(Ssdp.location("HTTP/1.1 200 OK\r\nlocation: file:///etc/passwd\r\n\r\n", OUTSIDE))
                .isEmpty();
    }
}
