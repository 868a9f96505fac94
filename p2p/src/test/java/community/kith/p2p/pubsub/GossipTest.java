package community.kith.p2p.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.Varint;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Stream;
import community.kith.p2p.memory.MemoryNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same on sockets and in memory.
class GossipTest {
    private static final String TOPIC = "news";
    private static final GossipOptions QUICK = GossipOptions.DEFAULT.withTiming(new Timing(
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(3)));

    private final MemoryNetwork memory = new MemoryNetwork();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private int seed;

    enum Kind {
        SOCKETS,
        MEMORY
    }

    /// A peer that keeps what it hears.
    private static final class Peer {
        private final Host host;
        private final Gossip gossip;
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        private Peer(Host host, Gossip gossip) {
            this.host = host;
            this.gossip = gossip;
        }

        void follow() {
            gossip.subscribe(TOPIC, message -> heard.add(text(message)));
        }

        void say(String what) {
            gossip.publish(TOPIC, what.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(Message message) {
        return new String(message.data(), StandardCharsets.UTF_8);
    }

    private Peer peer(Kind kind) throws IOException {
        Random random = new Random(++seed);
        SigningKey key = SigningKey.generate(random);
        Host host = switch (kind) {
            case SOCKETS ->
                Libp2pHost.start(
                        HostOptions.of(key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "test/1", random));
            case MEMORY -> memory.host(key);
        };
        open.push(host);
        Gossip gossip = Gossip.start(host, key, QUICK, random, InstantSource.system());
        open.push(gossip);
        return new Peer(host, gossip);
    }

    private List<Peer> line(Kind kind, int count) throws IOException {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Peer next = peer(kind);
            next.follow();
            if (i > 0) {
                next.host.connect(peers.getLast().host.addresses().getFirst());
            }
            peers.add(next);
        }
        for (Peer one : peers) {
            int neighbours = one == peers.getFirst() || one == peers.getLast() ? 1 : 2;
            Eventually.holds("a mesh", () -> one.gossip.mesh(TOPIC).size() == neighbours);
        }
        return peers;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOneSaysTheWholeLineHears(Kind kind) throws IOException {
        List<Peer> line = line(kind, 4);

        line.getFirst().say("from the left");
        line.getLast().say("from the right");

        for (Peer one : line) {
            List<String> others = new ArrayList<>(List.of("from the left", "from the right"));
            others.remove(one == line.getFirst() ? "from the left" : one == line.getLast() ? "from the right" : "");
            Eventually.holds("heard", () -> one.heard.containsAll(others));
            assertThat(one.heard).containsExactlyInAnyOrderElementsOf(others);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageOfAMebibyteArrives(Kind kind) throws IOException {
        List<Peer> line = line(kind, 2);
        String large = "x".repeat(Message.MAX_DATA_BYTES);

        line.getFirst().say(large);

        Eventually.holds("heard", () -> line.getLast().heard.contains(large));
        assertThatThrownBy(() -> line.getFirst().say(large + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whoOnlyPublishesIsHeard(Kind kind) throws IOException {
        List<Peer> line = line(kind, 2);
        Peer stranger = peer(kind);
        stranger.host.connect(line.getFirst().host.addresses().getFirst());
        Eventually.holds("known", () -> stranger.gossip.peers(TOPIC).size() == 1);

        stranger.say("hello");

        Eventually.holds("heard", () -> line.getLast().heard.contains("hello"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRejectedGoesNoFurtherAndCostsTheSenderItsStanding(Kind kind) throws IOException {
        Peer sender = peer(kind);
        Peer judge = peer(kind);
        Peer other = peer(kind);
        judge.gossip.subscribe(
                TOPIC,
                (from, message) -> text(message).startsWith("bad") ? Verdict.REJECT : Verdict.ACCEPT,
                message -> judge.heard.add(text(message)));
        other.follow();
        sender.host.connect(judge.host.addresses().getFirst());
        other.host.connect(judge.host.addresses().getFirst());
        Eventually.holds(
                "known",
                () -> sender.gossip.peers(TOPIC).size() == 1
                        && judge.gossip.mesh(TOPIC).size() == 1);

        sender.say("good");
        sender.say("bad");
        Eventually.holds("judged", () -> judge.gossip.score(sender.host.id()) < 0);
        sender.say("good again");

        Eventually.holds("heard", () -> other.heard.size() == 2);
        assertThat(other.heard).containsExactly("good", "good again");
    }

    @ParameterizedTest
    @EnumSource
    void whoComesBackIsHeardAgain(Kind kind) throws IOException {
        List<Peer> line = line(kind, 2);
        line.getFirst().host.disconnect(line.getLast().host.id());
        Eventually.holds(
                "apart",
                () -> line.getFirst().gossip.peers(TOPIC).isEmpty()
                        && line.getLast().gossip.peers(TOPIC).isEmpty());

        line.getFirst().host.connect(line.getLast().host.addresses().getFirst());
        Eventually.holds("known", () -> line.getFirst().gossip.peers(TOPIC).size() == 1);
        line.getFirst().say("again");

        Eventually.holds("heard", () -> line.getLast().heard.contains("again"));
    }

    @ParameterizedTest
    @EnumSource
    void aSlowPeerMissesMessagesAndHoldsUpNobody(Kind kind) throws IOException {
        List<Peer> line = line(kind, 2);
        Host slow = kind == Kind.MEMORY
                ? memory.host(SigningKey.generate(new Random(99)))
                : Libp2pHost.start(
                        HostOptions.of(SigningKey.generate(new Random(99)), List.of(), "slow/1", new Random(98)));
        open.push(slow);
        CountDownLatch ending = new CountDownLatch(1);
        slow.accept(Gossip.PROTOCOL, stream -> await(ending));
        slow.connect(line.getFirst().host.addresses().getFirst());
        Stream hello = slow.open(line.getFirst().host.id(), Gossip.PROTOCOL);
        hello.out()
                .write(RpcCodec.encode(Rpc.of(List.of(new Rpc.Subscription(TOPIC, Rpc.Subscription.Change.FOLLOWS)))));
        Eventually.holds("known", () -> line.getFirst().gossip.peers(TOPIC).size() == 2);

        for (int i = 0; i < 40; i++) {
            String text = i + "y".repeat(1 << 19);
            line.getFirst().say(text);
            Eventually.holds("heard", () -> line.getLast().heard.contains(text));
        }

        assertThat(line.getFirst().gossip.dropped()).isPositive();
        ending.countDown();
    }

    private static void await(CountDownLatch ending) {
        try {
            ending.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoSpeaksNonsenseIsNotHeard(Kind kind) throws IOException {
        List<Peer> line = line(kind, 2);
        Peer bad = peer(kind);
        bad.host.connect(line.getFirst().host.addresses().getFirst());
        Stream stream = bad.host.open(line.getFirst().host.id(), Gossip.PROTOCOL);

        assertThatThrownBy(() -> {
                    stream.out().write(Varint.encode(1L << 40));
                    stream.timeout(Duration.ofSeconds(10));
                    while (stream.in().read() >= 0) {
                        assertThat(stream).isNotNull();
                    }
                    throw new IOException("closed in order");
                })
                .isInstanceOf(IOException.class);
        line.getLast().say("still here");
        Eventually.holds("heard", () -> line.getFirst().heard.contains("still here"));
    }

    @Test
    void followsABetterConnection() throws IOException {
        List<Peer> line = line(Kind.SOCKETS, 2);
        Peer ada = line.getFirst();
        Peer ben = line.getLast();
        Network network = (Network) ada.host;
        Connection first = network.connections(ben.host.id()).getFirst();

        Optional<Connection> before = ben.gossip.carrier(ada.host.id());
        Connection second = network.dial(ben.host.addresses().getFirst());

        Eventually.holds(
                "both moved",
                () -> ada.gossip.carrier(ben.host.id()).equals(Optional.of(second))
                        && !ben.gossip.carrier(ada.host.id()).equals(before));
        first.close();
        ada.say("over the other");
        ben.say("and back");
        Eventually.holds("heard", () -> ben.heard.contains("over the other") && ada.heard.contains("and back"));
        assertThat(ada.gossip.mesh(TOPIC)).containsExactly(ben.host.id());
    }
}
