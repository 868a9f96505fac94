package community.kith.p2p.portmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.p2p.contract.Fuzz;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a router, or somebody who pretends to be one, may say.
@Timeout(60)
class RouterAnswersTest {
    private static final Port PORT = new Port(PortProtocol.UDP, 4001);
    private static final byte[] NONCE = "twelve bytes".getBytes(StandardCharsets.US_ASCII);
    private static final URI LOCATION = URI.create("http://10.0.0.1:5000/device.xml");

    private static byte[] granted() {
        byte[] request = Pcp.request(InetAddress.ofLiteral("10.0.0.2"), NONCE, PORT, 4001, Duration.ofMinutes(5));
        ByteBuffer answer = ByteBuffer.wrap(request);
        answer.put(1, (byte) 0x81).put(3, (byte) 0);
        answer.position(56).put(new byte[] {(byte) 203, 0, 113, 7});
        return answer.array();
    }

    @Test
    void readsAMappingByPcp() throws IOException {
        assertThat(Pcp.response(granted(), NONCE, PORT))
                .contains(new PortMapping(
                        PORT,
                        new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 4001),
                        Duration.ofMinutes(5)));
    }

    @Test
    void takesNoAnswerToAnotherQuestion() throws IOException {
        byte[] otherNonce = "other bytes!".getBytes(StandardCharsets.US_ASCII);

        assertThat(Pcp.response(granted(), otherNonce, PORT)).isEmpty();
        assertThat(Pcp.response(granted(), NONCE, new Port(PortProtocol.TCP, 4001)))
                .isEmpty();
        assertThat(NatPmp.granted(new byte[16], PORT)).isEmpty();
    }

    @Test
    void refusesWhatTheRouterRefuses() {
        byte[] no = granted();
        no[3] = 8;

        assertThatThrownBy(() -> Pcp.response(no, NONCE, PORT)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> NatPmp.address(new byte[] {0, (byte) 0x80, 0, 2}))
                .isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void survivesDamage() {
        Fuzz.damage(41, granted(), bytes -> Pcp.response(bytes, NONCE, PORT));
        Fuzz.damage(
                42,
                new byte[] {0, (byte) 0x81, 0, 0, 0, 0, 0, 1, 15, (byte) 0xa1, 0, 9, 0, 0, 0, 60},
                bytes -> NatPmp.granted(bytes, PORT));
        Fuzz.damage(
                43,
                description("/c").getBytes(StandardCharsets.UTF_8),
                bytes -> DeviceDescription.parse(bytes, LOCATION));
    }

    private static String description(String control) {
        return "<root><service><serviceType>%s</serviceType><controlURL>%s</controlURL></service></root>"
                .formatted(UpnpDevice.SERVICE, control);
    }

    @Test
    void followsNoEntities() {
        String bomb = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + description("&a;");

        assertThatThrownBy(() -> DeviceDescription.parse(bomb.getBytes(StandardCharsets.UTF_8), LOCATION))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesXmlThatIsTooDeepOrTooLong() {
        String deep = String.join("", Collections.nCopies(1000, "<a>"));
        String wide = "<r>" + String.join("", Collections.nCopies(5000, "<a/>")) + "</r>";
        String text = "<r>" + "x".repeat(5000) + "</r>";
        for (String document : List.of(deep, wide, text)) {
            assertThatThrownBy(() -> DeviceDescription.parse(document.getBytes(StandardCharsets.UTF_8), LOCATION))
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void givesUpOnARouterThatSaysOnlyNonsense() throws IOException {
        try (UdpRouter chatter = new UdpRouter(question -> Collections.nCopies(50, new byte[] {1, 2, 3}))) {
            assertThatThrownBy(() -> UdpExchange.ask(chatter.at(), new byte[] {1}, bytes -> Optional.empty()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void readsTheGatewayFromTheTableOfLinux() throws IOException {
        List<String> table = List.of(
                "Iface\tDestination\tGateway\tFlags",
                "eth0\t00000000\t0101A8C0\t0003",
                "eth0\t0001A8C0\t00000000\t0001",
                "nonsense");

        assertThat(DefaultGateways.fromRoutes(table)).containsExactly(InetAddress.ofLiteral("192.168.1.1"));
    }
}
