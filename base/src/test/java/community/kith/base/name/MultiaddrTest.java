package community.kith.base.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.crypto.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTest {
    private static final String QM = "QmcgpsyWgH8Y8ajJz1Cu72KnS5uo2Aa2LpzU7kinSupNKC";
    private static final String QM_BYTES = "a503221220d52ebb89d85b02a284948203a62ff28389c57c9f42beec4ec20db76a68911c0b";
    private static final String PEER = "12D3KooWCryG7Mon9orvQxcS1rYZjotPgpwoJNHHKcLLfE4Hf5mV";

    /// Mostly from the tests of multiaddr's implementations in Go and JavaScript.
    @ParameterizedTest
    @CsvSource({
        "/ip4/127.0.0.1/udp/1234, 047f000001910204d2",
        "/ip4/127.0.0.1/tcp/4321, 047f0000010610e1",
        "/ip4/127.0.0.1/udp/1234/ip4/127.0.0.1/tcp/4321, 047f000001910204d2047f0000010610e1",
        "/ip4/1.2.3.4/tcp/0, 0401020304060000",
        "/ip4/1.2.3.4/tcp/65535, 040102030406ffff",
        "/ip6/::1/tcp/80, 2900000000000000000000000000000001060050",
        "/ip6/2601:9:4f81:9700:803e:ca65:66e8:c21, 29260100094f819700803eca6566e80c21",
        "/ip6zone/eth0/ip6/::1, 2a0465746830" + "2900000000000000000000000000000001",
        "/ip4/192.0.2.0/ipcidr/24, 04c00002002b18",
        "/ip4/127.0.0.1/udp/1234/quic-v1, 047f000001910204d2cd03",
        "/ip4/127.0.0.1/udp/1234/quic-v1/webtransport, 047f000001910204d2cd03d103",
        "/ip4/127.0.0.1/tcp/127/ws, 047f00000106007fdd03",
        "/ip4/127.0.0.1/tcp/127/wss, 047f00000106007fde03",
        "/ip4/127.0.0.1/tcp/127/tls/ws, 047f00000106007fc003dd03",
        "/dns/example.com/tcp/443/https, 350b6578616d706c652e636f6d0601bbbb03",
        "/dns4/example.com, 360b6578616d706c652e636f6d",
        "/dns6/example.com, 370b6578616d706c652e636f6d",
        "/dnsaddr/example.com, 380b6578616d706c652e636f6d",
        "/tcp/443/tls/sni/a.b/http, 0601bbc003c10303612e62e003",
        "/p2p/" + QM + "," + QM_BYTES,
        "/p2p/" + QM + "/p2p-circuit/p2p/" + QM + "," + QM_BYTES + "a202" + QM_BYTES
    })
    void readsAndWritesPublishedAddresses(String text, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(Multiaddr.parse(text).bytes()).isEqualTo(bytes);
        assertThat(Multiaddr.fromBytes(bytes)).hasToString(text).isEqualTo(Multiaddr.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "/ipfs/" + QM + ", /p2p/" + QM,
        "/p2p/bafzbeigvf25ytwc3akrijfecaotc74udrhcxzh2cx3we5qqnw5vgrei4bm, /p2p/" + QM,
        "/ip4/127.0.0.1/tcp/1234/, /ip4/127.0.0.1/tcp/1234",
        "/ip6/2001:DB8:0:0:0:0:0:1, /ip6/2001:db8::1",
        "/udp/1/quic-v1/certhash/f1220f432a045346285e0d8d775368472" + "8eb2aa9e7164e4ebfe0651644264fe04a8d0,"
                + "/udp/1/quic-v1/certhash/uEiD0MqBFNGKF4NjXdTaEco6yqp5xZOTr_gZRZEJk_gSo0A"
    })
    void writesOneFormOfWhatItReadsInSeveral(String text, String written) throws IOException {
        assertThat(Multiaddr.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "ip4/127.0.0.1",
                "/ip4",
                "/ip4/::1",
                "/ip4/fdpsofodsajfdoisa",
                "/ip4/1.2.3",
                "/ip4/01.2.3.4",
                "/ip4/1.2.3.256",
                "/ip6/127.0.0.1",
                "/ip6/1::2::3",
                "/ip6/::/ipcidr/256",
                "/ip6zone//ip6/fe80::1",
                "/tcp",
                "/tcp/65536",
                "/tcp/-1",
                "/tcp/+1",
                "/tcp/080",
                "/tcp/٣",
                "/udp/1234/sctp",
                "/udp/1234/utp/1234",
                "/ip4/127.0.0.1/quic/1234",
                "/ip4/127.0.0.1/udp/1234/quic-v1/webtransport/certhash/b2uaraocy6yrdblb4sfptaddgimjmmp",
                "/dns/exa mple.com",
                "/p2p/tcp",
                "/p2p/?unknownmultibase",
                "/p2p/k2jmtxwoe2phm1hbqp0e7nufqf6umvuu2e9qd7ana7h411a0haqj6i2z",
                "/carrier-pigeon/1"
            })
    void refusesText(String text) {
        assertThatThrownBy(() -> Multiaddr.parse(text)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "04", // no value
                "047f0000", // a value cut off
                "84007f000001", // a code in a longer form
                "3500", // an empty name
                "3503612f62", // a slash in a name
                "36ffffffff07", // a name longer than memory
                "a50300", // no peer
                "a503221221c05877cbae039d70a5e600ea02c6f9f2942439285c9e344e26f8d280c850fad6", // a wrong hash
                "a5032312" + "20d52ebb89d85b02a284948203a62ff28389c57c9f42beec4ec20db76a68911c0b00" // a longer one
            })
    void refusesBytes(String hex) {
        assertThatThrownBy(() -> Multiaddr.fromBytes(HexFormat.of().parseHex(hex)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesEndlessAddresses() throws IOException {
        byte[] hops = new byte[Multiaddr.MAX_BYTES + 2];
        for (int i = 0; i < hops.length; i += 2) {
            hops[i] = (byte) 0xa2;
            hops[i + 1] = 2;
        }

        assertThatThrownBy(() -> Multiaddr.fromBytes(hops)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Multiaddr.parse("/ws".repeat(600))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Multiaddr.parse("/ws".repeat(1 << 20))).isInstanceOf(ProtocolException.class);
        assertThat(Multiaddr.parse("/ws".repeat(512)).components()).hasSize(512);
    }

    @Test
    void keepsWhatItDoesNotKnow() throws IOException {
        byte[] future = HexFormat.of().parseHex("047f0000010610e1" + "b0ea01" + "0301020304");

        Multiaddr address = Multiaddr.fromBytes(future);

        assertThat(address.components()).extracting(Multiaddr.Component::name).containsExactly("ip4", "tcp", "unknown");
        assertThat(address.bytes()).isEqualTo(future);
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        assertThat(address.tcpAddress()).isEmpty();
    }

    @Test
    void tellsItsParts() throws IOException {
        List<Multiaddr.Component> parts =
                Multiaddr.parse("/dns4/example.com/tcp/4001/ws").components();

        assertThat(parts).extracting(Multiaddr.Component::text).containsExactly("example.com", "4001", "");
        assertThat(parts).extracting(Multiaddr.Component::code).containsExactly(54, 6, 477);
        assertThat(parts.get(1).value()).containsExactly(0x0f, 0xa1);
    }

    @Test
    void gainsAndLosesThePeerAtItsEnd() throws IOException {
        Multiaddr bare = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001");
        PeerId peer = PeerId.parse(PEER);
        PeerId other = PeerId.parse(QM);

        assertThat(bare.peerId()).isEmpty();
        assertThat(bare.withoutPeer()).isEqualTo(bare);
        assertThat(bare.withPeer(peer)).hasToString("/ip4/127.0.0.1/tcp/4001/p2p/" + PEER);
        assertThat(bare.withPeer(peer).peerId()).contains(peer);
        assertThat(bare.withPeer(peer).withPeer(other)).isEqualTo(bare.withPeer(other));
        assertThat(bare.withPeer(peer).withoutPeer()).isEqualTo(bare);
    }

    @Test
    void knowsThatARelayIsNotWhomItLeadsTo() throws IOException {
        Multiaddr circuit = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001/p2p/" + QM + "/p2p-circuit");

        assertThat(circuit.peerId()).isEmpty();
        assertThat(circuit.tcpAddress()).isEmpty();
        assertThat(circuit.withPeer(PeerId.parse(PEER)).peerId()).contains(PeerId.parse(PEER));
    }

    @Test
    void givesTheSocketAddressOfPlainTcp() throws IOException {
        assertThat(Multiaddr.parse("/ip4/1.2.3.4/tcp/80").tcpAddress()).contains(socket("1.2.3.4", 80));
        assertThat(Multiaddr.parse("/ip6/::1/tcp/80/p2p/" + PEER).tcpAddress()).contains(socket("::1", 80));
        assertThat(Multiaddr.parse("/dns4/example.com/tcp/80").tcpAddress())
                .contains(InetSocketAddress.createUnresolved("example.com", 80));
        assertThat(Multiaddr.parse("/ip4/1.2.3.4/tcp/80/ws").tcpAddress()).isEmpty();
        assertThat(Multiaddr.parse("/ip4/1.2.3.4/udp/80").tcpAddress()).isEmpty();
        assertThat(Multiaddr.parse("/dnsaddr/example.com").tcpAddress()).isEmpty();
    }

    @Test
    void isMadeFromASocketAddress() {
        assertThat(Multiaddr.of(socket("127.0.0.1", 4001))).hasToString("/ip4/127.0.0.1/tcp/4001");
        assertThat(Multiaddr.of(socket("2001:db8::1", 1))).hasToString("/ip6/2001:db8::1/tcp/1");
        assertThat(Multiaddr.of(InetSocketAddress.createUnresolved("example.com", 443)))
                .hasToString("/dns/example.com/tcp/443");
    }

    @Tag("fuzz")
    @Test
    void survivesAnyBytesAndAnyText() throws IOException {
        List<String> texts = List.of(
                "/ip4/127.0.0.1/tcp/4001/p2p/" + PEER,
                "/ip6/2001:db8::1:0:0:1/udp/1234/quic-v1/p2p/" + QM + "/p2p-circuit",
                "/dns4/example.com/tcp/443/tls/sni/example.com/ws",
                "/ip6zone/x%y/ip6/fe80::1/udp/1/quic-v1/certhash/uEiD0MqBFNGKF4NjXdTaEco6yqp5xZOTr_gZRZEJk_gSo0A",
                "/ip4/127.0.0.1/unknown/usOoBAwECAwQ");
        List<byte[]> samples = new ArrayList<>();
        for (String text : texts) {
            samples.add(Multiaddr.parse(text).bytes());
        }

        Fuzz.bytes(samples, bytes -> {
            Multiaddr address = Multiaddr.fromBytes(bytes);
            assertThat(address.bytes()).isEqualTo(bytes);
            assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
            return address;
        });
        Fuzz.text(texts, text -> {
            Multiaddr address = Multiaddr.parse(text);
            assertThat(Multiaddr.fromBytes(address.bytes())).isEqualTo(address);
            return address;
        });
    }

    private static InetSocketAddress socket(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    @Test
    void tellsTheSocketOfAQuicAddress() throws IOException {
        Multiaddr quic = Multiaddr.parse("/ip4/192.0.2.7/udp/4001/quic-v1");

        assertThat(quic.quicAddress()).contains(new InetSocketAddress("192.0.2.7", 4001));
        assertThat(quic.tcpAddress()).isEmpty();
        assertThat(Multiaddr.ofQuic(quic.quicAddress().orElseThrow())).isEqualTo(quic);
        assertThat(Multiaddr.parse("/ip4/192.0.2.7/udp/4001").quicAddress()).isEmpty();
    }

    @Test
    void goesThroughARelayAndNamesIt() throws IOException {
        PeerId relay = PeerId.of(SigningKey.generate(new Random(1)).verifyingKey());
        PeerId target = PeerId.of(SigningKey.generate(new Random(2)).verifyingKey());
        Multiaddr at = Multiaddr.parse("/ip6/2001:db8::1/tcp/4001").withPeer(relay);

        Multiaddr through = at.circuit().withPeer(target);

        assertThat(through.relay()).contains(at);
        assertThat(through.peerId()).contains(target);
        assertThat(at.relay()).isEmpty();
        assertThat(Multiaddr.fromBytes(through.bytes())).isEqualTo(through);
    }
}
