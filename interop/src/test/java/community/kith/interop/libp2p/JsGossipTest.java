package community.kith.interop.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.interop.matrix.Part;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.pubsub.Gossip;
import community.kith.p2p.pubsub.GossipOptions;
import community.kith.p2p.pubsub.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Gossip in a mixed line of three: what one end says, the other hears through the middle.
@Tag("foreign")
@Part("gossipsub 1.1")
class JsGossipTest {
    private static final String TOPIC = "kith-interop";

    /// One of our peers, following the topic.
    private static final class Ours implements AutoCloseable {
        private final Libp2pHost host;
        private final Gossip gossip;
        private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

        Ours() throws IOException {
            SecureRandom random = new SecureRandom();
            SigningKey key = SigningKey.generate(random);
            host = Libp2pHost.start(
                    HostOptions.of(key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "kith-interop/1", random));
            gossip = Gossip.start(host, key, GossipOptions.DEFAULT, random, InstantSource.system());
            gossip.subscribe(TOPIC, heard::add);
        }

        Map<String, Object> at() {
            return Map.of("at", host.addresses().getFirst().toString());
        }

        void say(String text) {
            gossip.publish(TOPIC, text.getBytes(StandardCharsets.UTF_8));
        }

        String hears() throws InterruptedException {
            Message next = heard.poll(30, TimeUnit.SECONDS);
            return next == null ? "nothing" : new String(next.data(), StandardCharsets.UTF_8);
        }

        void awaitMesh(int peers) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (gossip.mesh(TOPIC).size() < peers && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            assertThat(gossip.mesh(TOPIC)).hasSize(peers);
        }

        @Override
        public void close() {
            gossip.close();
            host.close();
        }
    }

    private static JsPeer js() throws IOException, InterruptedException {
        JsPeer js = JsPeer.start("gossip.js");
        js.ask("follow", Map.of("topic", TOPIC));
        return js;
    }

    private static void say(JsPeer js, String text) throws IOException, InterruptedException {
        js.ask("say", Map.of("topic", TOPIC, "text", text));
    }

    private static List<String> heard(JsPeer js, int count) throws IOException, InterruptedException {
        return js.ask("heard", Map.of("count", count))
                .get("heard")
                .valueStream()
                .map(one ->
                        one.get("type").stringValue() + " " + one.get("text").stringValue())
                .toList();
    }

    private static void awaitMesh(JsPeer js, int peers) throws IOException, InterruptedException {
        assertThat(js.ask("mesh", Map.of("topic", TOPIC, "peers", peers)).get("mesh"))
                .hasSize(peers);
    }

    @Test
    @Shows(value = "a line js – us – js", by = Begins.BOTH)
    void jsHearsJsThroughUs() throws IOException, InterruptedException {
        try (Ours middle = new Ours();
                JsPeer left = js();
                JsPeer right = js()) {
            left.ask("dial", middle.at());
            middle.host.connect(right.address());
            middle.awaitMesh(2);
            awaitMesh(left, 1);
            awaitMesh(right, 1);

            say(left, "from the left");
            assertThat(middle.hears()).isEqualTo("from the left");
            assertThat(heard(right, 1)).containsExactly("signed from the left");
            say(right, "from the right");
            assertThat(middle.hears()).isEqualTo("from the right");
            assertThat(heard(left, 1)).containsExactly("signed from the right");
            middle.say("from the middle");
            assertThat(heard(left, 2)).containsExactly("signed from the right", "signed from the middle");
            assertThat(heard(right, 2)).containsExactly("signed from the left", "signed from the middle");
            assertThat(middle.gossip.score(left.id())).isPositive();
        }
    }

    @Test
    @Shows(value = "a line us – js – us", by = Begins.BOTH)
    void weHearOurselvesThroughJs() throws IOException, InterruptedException {
        try (Ours left = new Ours();
                JsPeer middle = js();
                Ours right = new Ours()) {
            middle.ask("dial", left.at());
            right.host.connect(middle.address());
            left.awaitMesh(1);
            right.awaitMesh(1);
            awaitMesh(middle, 2);

            left.say("from the left");
            assertThat(right.hears()).isEqualTo("from the left");
            right.say("from the right");
            assertThat(left.hears()).isEqualTo("from the right");
            say(middle, "from the middle");
            assertThat(left.hears()).isEqualTo("from the middle");
            assertThat(right.hears()).isEqualTo("from the middle");
            assertThat(heard(middle, 2)).containsExactly("signed from the left", "signed from the right");
        }
    }

    @Test
    @Shows(value = "messages of 1 MiB", by = Begins.BOTH)
    void aMebibyteGoesThroughJsAndUs() throws IOException, InterruptedException {
        try (Ours left = new Ours();
                JsPeer middle = js();
                Ours right = new Ours()) {
            left.host.connect(middle.address());
            right.host.connect(middle.address());
            left.awaitMesh(1);
            right.awaitMesh(1);
            String large = "x".repeat(1 << 20);

            left.say(large);

            assertThat(right.hears()).isEqualTo(large);
        }
    }
}
