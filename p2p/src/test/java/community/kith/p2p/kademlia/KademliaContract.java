package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.UnsupportedProtocolException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What five nodes promise each other, over whatever host. All know only the first one at the start.
@Timeout(60)
abstract class KademliaContract {
    private static final int NODES = 5;
    private static final Cid CONTENT = Cid.ofRaw("content".getBytes(StandardCharsets.UTF_8));
    private static final byte[] KEY = "/test/what".getBytes(StandardCharsets.UTF_8);

    private static final KademliaOptions SERVER = KademliaOptions.DEFAULT
            .withMode(Mode.SERVER)
            .withValidators(Map.of("test", new Newest()))
            .withTiming(new Timing(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(10),
                    Duration.ofHours(22)));

    protected final MovingClock clock = new MovingClock();
    private final RandomGenerator random = new Random(5);
    private final List<Host> hosts = new ArrayList<>();
    private final List<Kademlia> nodes = new ArrayList<>();
    private final List<SigningKey> keys = new ArrayList<>();

    protected abstract Host host(SigningKey key);

    @BeforeEach
    void aNetworkOfFive() throws IOException {
        for (int i = 0; i < NODES; i++) {
            join(SERVER);
        }
        for (Kademlia node : nodes) {
            node.tick(clock.instant());
        }
        Eventually.holds(
                "all know each other",
                () -> nodes.stream().allMatch(node -> node.neighbors().size() == NODES - 1));
    }

    private Kademlia join(KademliaOptions options) throws IOException {
        SigningKey key = SigningKey.generate(random);
        keys.add(key);
        Host host = host(key);
        hosts.add(host);
        Kademlia node = Kademlia.start(host, options, clock, new Random(hosts.size()));
        nodes.add(node);
        if (hosts.size() > 1) {
            PeerId first = host.connect(hosts.getFirst().addresses().getFirst());
            Eventually.holds("the first is known", () -> node.neighbors().contains(first));
        }
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(Kademlia::close);
        hosts.forEach(Host::close);
    }

    private static List<PeerId> peers(List<Told> told) {
        return told.stream().map(Told::peer).toList();
    }

    @Test
    void aProviderIsFoundWithItsAddresses() throws IOException {
        assertThat(nodes.get(1).provide(CONTENT)).isEqualTo(NODES - 1);

        List<Told> found = nodes.get(4).findProviders(CONTENT, 10);

        assertThat(peers(found)).containsExactly(hosts.get(1).id());
        assertThat(found.getFirst().addresses())
                .contains(hosts.get(1).addresses().getFirst().withoutPeer());
    }

    @Test
    void severalProvidersAreFoundAndNoMoreThanAskedFor() throws IOException {
        for (Kademlia node : nodes.subList(0, 4)) {
            node.provide(CONTENT);
        }
        assertThat(peers(nodes.get(4).findProviders(CONTENT, 10)))
                .containsExactlyInAnyOrderElementsOf(
                        hosts.subList(0, 4).stream().map(Host::id).toList());
        assertThat(nodes.get(4).findProviders(CONTENT, 2)).hasSize(2);
    }

    @Test
    void whatNobodyProvidesIsNotFound() throws IOException {
        assertThat(nodes.get(2).findProviders(CONTENT, 1)).isEmpty();
    }

    @Test
    void announcementsExpireAndAreMadeAgainBeforeThat() throws IOException {
        nodes.get(1).provide(CONTENT);
        nodes.get(2).provide(CONTENT);
        nodes.get(2).unprovide(CONTENT);

        clock.advance(Duration.ofHours(23));
        nodes.get(1).tick(clock.instant());
        nodes.get(2).tick(clock.instant());
        clock.advance(Duration.ofHours(26));
        for (Kademlia node : nodes.subList(3, 5)) {
            node.tick(clock.instant());
        }

        assertThat(peers(nodes.get(4).findProviders(CONTENT, 10)))
                .containsExactly(hosts.get(1).id());
        assertThat(nodes.get(3).load().announcements()).isEqualTo(1);
    }

    @Test
    void aRecordIsKeptByAllNearItsKey() throws IOException {
        assertThat(nodes.get(1).put(KEY, new byte[] {3})).isEqualTo(NODES - 1);

        assertThat(nodes.get(4).get(KEY)).hasValue(new byte[] {3});
        assertThat(nodes.get(3).load().records()).isEqualTo(1);
    }

    @Test
    void recordsExpireUnlessTheyArePutAgain() throws IOException {
        nodes.get(1).put(KEY, new byte[] {3});
        clock.advance(Duration.ofHours(23));
        nodes.get(1).tick(clock.instant());
        clock.advance(Duration.ofHours(26));
        assertThat(nodes.get(4).get(KEY)).hasValue(new byte[] {3});

        nodes.get(1).unput(KEY);
        clock.advance(Duration.ofHours(49));
        for (Kademlia node : nodes) {
            node.tick(clock.instant());
        }

        assertThat(nodes.get(4).get(KEY)).isEmpty();
        assertThat(nodes.get(3).load().records()).isZero();
    }

    @Test
    void theBestOfSeveralValuesWinsAndOthersAreCorrected() throws IOException {
        nodes.get(1).put(KEY, new byte[] {3});
        nodes.get(2).put(KEY, new byte[] {7});
        assertThatThrownBy(() -> nodes.get(3).put(KEY, new byte[] {5})).isInstanceOf(ProtocolException.class);

        for (int gone : new int[] {3, 4}) {
            nodes.get(gone).close();
            hosts.get(gone).close();
        }
        Kademlia late = join(SERVER);
        Eventually.holds(
                "the late one is known",
                () -> nodes.getFirst().neighbors().contains(hosts.getLast().id()));
        try (Stream stream = hosts.getFirst().open(hosts.getLast().id(), Overlay.KITH.protocol())) {
            MessageFormat.write(
                    stream.out(), Message.of(Message.Type.PUT_VALUE, KEY).withRecord(new Entry(KEY, new byte[] {1})));
            MessageFormat.read(stream.in(), MessageFormat.MAX_ANSWER_BYTES);
        }
        assertThat(nodes.getFirst().get(KEY)).hasValue(new byte[] {7});

        hosts.subList(0, 3).forEach(Host::close);
        assertThat(late.get(KEY)).hasValue(new byte[] {7});
    }

    @Test
    void refusesRecordsThatTheirNamespaceRefuses() {
        assertThatThrownBy(() -> nodes.getFirst().put(KEY, new byte[] {0})).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> nodes.getFirst().put("/unknown/key".getBytes(StandardCharsets.UTF_8), new byte[] {1}))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void publicKeysAreKeptUnderTheIdsOfTheirPeers() throws IOException {
        byte[] prefix = "/pk/".getBytes(StandardCharsets.UTF_8);
        byte[] id = hosts.get(2).id().bytes();
        byte[] key = new byte[prefix.length + id.length];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        System.arraycopy(id, 0, key, prefix.length, id.length);

        nodes.get(2).put(key, keys.get(2).verifyingKey().toProtobuf());

        assertThat(nodes.get(4).get(key)).hasValue(keys.get(2).verifyingKey().toProtobuf());
        assertThatThrownBy(
                        () -> nodes.get(3).put(key, keys.get(3).verifyingKey().toProtobuf()))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aPeerIsFoundByThoseWhoNeverMetIt() throws IOException {
        Kademlia late = join(SERVER.withMode(Mode.CLIENT));

        List<Multiaddr> found = late.findPeer(hosts.get(3).id());

        assertThat(found).contains(hosts.get(3).addresses().getFirst().withoutPeer());
    }

    @Test
    void aClientAsksAndIsInNobodysTable() throws IOException {
        Kademlia client = join(SERVER.withMode(Mode.CLIENT));
        PeerId id = hosts.getLast().id();

        nodes.get(1).provide(CONTENT);
        assertThat(client.findProviders(CONTENT, 1)).hasSize(1);

        assertThat(nodes.subList(0, NODES))
                .allSatisfy(node -> assertThat(node.neighbors()).doesNotContain(id));
        assertThatThrownBy(() -> hosts.getFirst().open(id, Overlay.KITH.protocol()))
                .isInstanceOf(UnsupportedProtocolException.class);
    }

    @Test
    void aServerThatStopsServingLeavesTheTables() throws IOException {
        PeerId id = hosts.get(2).id();
        nodes.get(2).mode(Mode.CLIENT);

        Eventually.holds(
                "it is known as a client", () -> !nodes.getFirst().neighbors().contains(id));

        nodes.get(2).mode(Mode.SERVER);
        Eventually.holds(
                "it is known as a server", () -> nodes.getFirst().neighbors().contains(id));
    }

    @Test
    void manyQuestionsAreAnsweredOnOneStream() throws IOException {
        try (Stream stream = hosts.get(1).open(hosts.getFirst().id(), Overlay.KITH.protocol())) {
            for (int i = 0; i < 20; i++) {
                byte[] key = {(byte) i, 1};
                MessageFormat.write(stream.out(), Message.of(Message.Type.FIND_NODE, key));
                Message answer = MessageFormat.read(stream.in(), MessageFormat.MAX_ANSWER_BYTES)
                        .orElseThrow();

                assertThat(answer.key()).isEqualTo(key);
                assertThat(answer.closer()).hasSize(NODES - 2);
            }
        }
    }

    @Test
    void nobodyIsAProviderOnTheWordOfAnother() throws IOException {
        Told other = new Told(hosts.get(3).id(), hosts.get(3).addresses());
        try (Stream stream = hosts.get(1).open(hosts.getFirst().id(), Overlay.KITH.protocol())) {
            MessageFormat.write(
                    stream.out(),
                    Message.of(Message.Type.ADD_PROVIDER, CONTENT.hash().bytes())
                            .withProviders(List.of(other)));
            stream.closeWrite();
            assertThat(stream.in().readAllBytes()).isEmpty();
        }
        assertThat(nodes.getFirst().load().announcements()).isZero();
    }

    @Test
    void aQuestionOutOfBoundsEndsTheStream() throws IOException {
        for (byte[] bad : List.of(
                new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f}, new byte[] {2, 8, 77}, new byte[] {2, 8, 4
                })) {
            try (Stream stream = hosts.get(1).open(hosts.getFirst().id(), Overlay.KITH.protocol())) {
                stream.out().write(bad);
                assertThatThrownBy(() -> stream.in().read()).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void findsWhatThereIsAlthoughSomeAreGone() throws IOException {
        nodes.get(1).provide(CONTENT);
        for (int gone : new int[] {2, 3}) {
            nodes.get(gone).close();
            hosts.get(gone).close();
        }
        assertThat(peers(nodes.get(4).findProviders(CONTENT, 1)))
                .containsExactly(hosts.get(1).id());
    }
}
