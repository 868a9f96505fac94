package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.bytes.Varint;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.StreamHandler;
import community.kith.p2p.memory.MemoryNetwork;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One node asks an honest one and a hostile one; whatever the hostile one says, it finds what the honest one knows.
@Timeout(60)
class HostileAnswersTest {
    private static final Cid CONTENT = Cid.ofRaw("content".getBytes(StandardCharsets.UTF_8));
    private static final byte[] KEY = "/test/what".getBytes(StandardCharsets.UTF_8);
    private static final int CROWD = 500;

    private final MemoryNetwork network = new MemoryNetwork();
    private final MovingClock clock = new MovingClock();
    private final Random random = new Random(9);
    private final List<Host> hosts = new ArrayList<>();
    private final List<Kademlia> nodes = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    private final Kademlia honest = node();
    private final Kademlia asker = node();

    private Host host() {
        Host host = network.host(SigningKey.generate(random));
        hosts.add(host);
        return host;
    }

    private Kademlia node() {
        KademliaOptions options = KademliaOptions.DEFAULT
                .withMode(Mode.SERVER)
                .withValidators(Map.of("test", new Newest()))
                .withTiming(new Timing(
                        Duration.ofMillis(200),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        Duration.ofHours(22)));
        Kademlia node = Kademlia.start(host(), options, clock, new Random(hosts.size()));
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        over.countDown();
        nodes.forEach(Kademlia::close);
        hosts.forEach(Host::close);
    }

    /// Has the asker know the honest node, which keeps something, and a hostile one that does as it is told here.
    private Host hostile(StreamHandler behavior) throws IOException {
        Host hostile = host();
        hostile.accept(Overlay.KITH.protocol(), behavior);
        Host us = hosts.get(1);
        us.connect(hosts.getFirst().addresses().getFirst());
        Eventually.holds("the honest one is known", () -> asker.neighbors().size() == 1);
        honest.put(KEY, new byte[] {3});
        provideSomething();
        us.connect(hostile.addresses().getFirst());
        Eventually.holds("both are known", () -> asker.neighbors().size() == 2);
        return hostile;
    }

    /// A third party provides the content, and only the honest one was told.
    private void provideSomething() throws IOException {
        Host third = host();
        third.connect(hosts.getFirst().addresses().getFirst());
        try (Stream stream = third.open(hosts.getFirst().id(), Overlay.KITH.protocol())) {
            MessageFormat.write(
                    stream.out(),
                    Message.of(Message.Type.ADD_PROVIDER, CONTENT.hash().bytes())
                            .withProviders(List.of(new Told(third.id(), third.addresses()))));
            stream.closeWrite();
            stream.in().readAllBytes();
        }
    }

    private void findsWhatTheHonestOneKnows() throws IOException {
        assertThat(asker.findProviders(CONTENT, 1_000))
                .extracting(Told::peer)
                .contains(hosts.getLast().id());
        assertThat(asker.get(KEY)).hasValue(new byte[] {3});
    }

    private static Message question(Stream stream) throws IOException {
        return MessageFormat.read(stream.in(), MessageFormat.MAX_ANSWER_BYTES)
                .orElseThrow(() -> new ProtocolException("no question"));
    }

    private static List<Told> inventedPeers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    try {
                        byte[] name = {(byte) i, (byte) (i >> 8), 77};
                        return new Told(
                                PeerId.fromBytes(Multihash.sha256(name).bytes()),
                                List.of(Multiaddr.parse("/ip4/10.99.0.%d/tcp/1".formatted(i % 250))));
                    } catch (ProtocolException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    @Test
    void namesAnEndlessCrowdOfPeersAndProviders() throws IOException {
        hostile(stream -> {
            while (true) {
                Message question = question(stream);
                MessageFormat.write(
                        stream.out(),
                        Message.of(question.type(), question.key())
                                .withCloser(inventedPeers(CROWD))
                                .withProviders(inventedPeers(CROWD)));
            }
        });

        findsWhatTheHonestOneKnows();
        assertThat(asker.findProviders(CONTENT, 1_000)).hasSizeLessThanOrEqualTo(256);
        assertThat(asker.neighbors()).hasSize(2);
    }

    @Test
    void givesRecordsThatWereNotAskedForOrDoNotHold() throws IOException {
        byte[] other = "/test/other".getBytes(StandardCharsets.UTF_8);
        hostile(stream -> {
            MessageFormat.write(
                    stream.out(),
                    Message.of(question(stream).type(), KEY).withRecord(new Entry(other, new byte[] {100})));
            MessageFormat.write(
                    stream.out(), Message.of(question(stream).type(), KEY).withRecord(new Entry(KEY, new byte[] {-1})));
        });

        findsWhatTheHonestOneKnows();
        findsWhatTheHonestOneKnows();
    }

    @Test
    void answersSomethingElseThanAsked() throws IOException {
        hostile(stream -> {
            question(stream);
            MessageFormat.write(stream.out(), Message.of(Message.Type.PING, new byte[0]));
        });

        findsWhatTheHonestOneKnows();
    }

    @Test
    void announcesMoreThanAnyAnswerTakes() throws IOException {
        hostile(stream -> {
            question(stream);
            stream.out().write(Varint.encode(1L << 40));
            stream.out().write(new byte[1024]);
        });

        findsWhatTheHonestOneKnows();
    }

    @Test
    void saysNothingOrTricklesForEver() throws IOException {
        hostile(stream -> {
            stream.out().write(Varint.encode(10_000));
            awaitTheEnd();
        });

        findsWhatTheHonestOneKnows();
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatItSaysOfAPeerDoesNotComeBeforeWhatIsKnown() throws IOException {
        Host us = hosts.get(1);
        Multiaddr good = hosts.getFirst().addresses().getFirst();
        Told told = new Told(hosts.getFirst().id(), List.of(Multiaddr.parse("/ip4/10.99.0.1/tcp/1")));
        hostile(stream -> {
            while (true) {
                Message question = question(stream);
                MessageFormat.write(
                        stream.out(),
                        Message.of(question.type(), question.key()).withCloser(List.of(told)));
            }
        });
        us.disconnect(hosts.getFirst().id());

        asker.findPeer(hosts.getFirst().id());

        assertThat(us.addressesOf(hosts.getFirst().id()).getFirst()).isEqualTo(good);
    }
}
