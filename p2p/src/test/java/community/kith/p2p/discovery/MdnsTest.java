package community.kith.p2p.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// On the loopback interface, on a port where nobody else is.
class MdnsTest {
    private static final MdnsOptions HERE = MdnsOptions.onlyOnThisMachine(free());
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private static int free() {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no port", e);
        }
    }

    private Host host(int seed) throws IOException {
        Random random = new Random(seed);
        Host host = Libp2pHost.start(HostOptions.of(
                SigningKey.generate(random), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "test/1", random));
        open.push(host);
        return host;
    }

    private Queue<Found> discovering(Host host, int seed) throws IOException {
        Queue<Found> found = new ConcurrentLinkedQueue<>();
        open.push(Mdns.start(host, HERE, new Random(seed), found::add));
        return found;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void twoPeersFindEachOther() throws IOException {
        Host ada = host(1);
        Host ben = host(2);
        Queue<Found> byAda = discovering(ada, 11);
        Queue<Found> byBen = discovering(ben, 12);

        Eventually.holds("both are found", () -> !byAda.isEmpty() && !byBen.isEmpty());

        assertThat(byAda).containsExactly(new Found(ben.id(), ben.addresses()));
        assertThat(byBen).containsExactly(new Found(ada.id(), ada.addresses()));
        assertThat(ada.addressesOf(ben.id())).isEqualTo(ben.addresses());
        assertThat(ada.connect(ada.addressesOf(ben.id()).getFirst())).isEqualTo(ben.id());
    }

    @Test
    void whoAsksFromAPortOfItsOwnIsAnsweredThere() throws IOException {
        Host ada = host(1);
        discovering(ada, 11);
        try (DatagramSocket asker = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            asker.setOption(
                    StandardSocketOptions.IP_MULTICAST_IF,
                    NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
            asker.setSoTimeout(10_000);
            for (String name : List.of("_p2p._udp.local", "_services._dns-sd._udp.local")) {
                DnsMessage query = new DnsMessage(
                        DnsMessage.Kind.QUERY,
                        77,
                        List.of(new DnsMessage.Question(name, DnsMessage.PTR)),
                        List.of(),
                        List.of());
                byte[] bytes = DnsWriter.write(query);
                asker.send(new DatagramPacket(
                        bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), HERE.port())));
                DatagramPacket answer = new DatagramPacket(new byte[9000], 9000);
                asker.receive(answer);

                DnsMessage read = DnsReader.read(Arrays.copyOf(answer.getData(), answer.getLength()));
                assertThat(read.id()).isEqualTo(77);
                assertThat(read.questions()).isEqualTo(query.questions());
                assertThat(read.answers()).hasSize(1);
                assertThat(read.answers().getFirst().name()).isEqualTo(name);
            }
        }
    }
}
