package community.kith.interop.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.interop.matrix.Part;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.kademlia.Kademlia;
import community.kith.p2p.kademlia.KademliaOptions;
import community.kith.p2p.kademlia.Mode;
import community.kith.p2p.kademlia.Overlay;
import community.kith.p2p.kademlia.Told;
import community.kith.p2p.kademlia.Validator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Kademlia in a network of five, some of them ours and some js-libp2p: what one provides, puts or is, every other
/// finds, whoever is in between. All know only our first one at the start.
@Tag("foreign")
@Timeout(180)
@Part("Kademlia")
class JsKademliaTest {
    private static final int NODES = 5;
    private static final byte[] RECORD = "/test/version".getBytes(StandardCharsets.UTF_8);

    private final List<Node> nodes = new ArrayList<>();

    /// One of the five, ours or theirs.
    private interface Node extends AutoCloseable {
        PeerId id() throws IOException;

        Multiaddr address() throws IOException;

        void dial(Multiaddr at) throws IOException, InterruptedException;

        /// Waits until so many others are in the table.
        void awaitTable(int peers) throws IOException, InterruptedException;

        void provide(Cid cid) throws IOException, InterruptedException;

        List<PeerId> findProviders(Cid cid) throws IOException, InterruptedException;

        void put(byte[] key, byte[] value) throws IOException, InterruptedException;

        byte[] get(byte[] key) throws IOException, InterruptedException;

        List<String> findPeer(PeerId peer) throws IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }

    private static final class Ours implements Node {
        private final SigningKey key = SigningKey.generate(new SecureRandom());
        private final Libp2pHost host;
        private final Kademlia kademlia;

        Ours(Overlay overlay) throws IOException {
            SecureRandom random = new SecureRandom();
            host = Libp2pHost.start(
                    HostOptions.of(key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "kith-interop/1", random));
            KademliaOptions options = KademliaOptions.DEFAULT
                    .withOverlays(overlay)
                    .withMode(Mode.SERVER)
                    .withValidators(Map.of("test", new Versions()));
            kademlia = Kademlia.start(host, options, InstantSource.system(), random);
        }

        @Override
        public PeerId id() {
            return host.id();
        }

        @Override
        public Multiaddr address() {
            return host.addresses().getFirst();
        }

        @Override
        public void dial(Multiaddr at) throws IOException {
            host.connect(at);
        }

        @Override
        public void awaitTable(int peers) throws IOException {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (kademlia.neighbors().size() < peers && System.nanoTime() < deadline) {
                kademlia.closest(host.id().bytes());
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(kademlia.neighbors()).hasSizeGreaterThanOrEqualTo(peers);
        }

        @Override
        public void provide(Cid cid) throws IOException {
            assertThat(kademlia.provide(cid)).isEqualTo(NODES - 1);
        }

        @Override
        public List<PeerId> findProviders(Cid cid) throws IOException {
            return kademlia.findProviders(cid, 10).stream().map(Told::peer).toList();
        }

        @Override
        public void put(byte[] record, byte[] value) throws IOException {
            assertThat(kademlia.put(record, value)).isEqualTo(NODES - 1);
        }

        @Override
        public byte[] get(byte[] record) throws IOException {
            return kademlia.get(record).orElse(new byte[0]);
        }

        @Override
        public List<String> findPeer(PeerId peer) throws IOException {
            return kademlia.findPeer(peer).stream().map(Multiaddr::toString).toList();
        }

        @Override
        public void close() {
            kademlia.close();
            host.close();
        }
    }

    private record Theirs(JsPeer js, String net) implements Node {
        @Override
        public PeerId id() throws IOException {
            return js.id();
        }

        @Override
        public Multiaddr address() throws IOException {
            return js.address();
        }

        private JsonNode ask(String command, Map<String, Object> with) throws IOException, InterruptedException {
            Map<String, Object> args = new TreeMap<>(with);
            args.put("net", net);
            return js.ask(command, args);
        }

        @Override
        public void dial(Multiaddr at) throws IOException, InterruptedException {
            js.ask("dial", Map.of("at", at.toString()));
        }

        @Override
        public void awaitTable(int peers) throws IOException, InterruptedException {
            assertThat(ask("table", Map.of("peers", peers)).get("peers").intValue())
                    .isGreaterThanOrEqualTo(peers);
        }

        @Override
        public void provide(Cid cid) throws IOException, InterruptedException {
            ask("provide", Map.of("cid", cid.toString()));
        }

        @Override
        public List<PeerId> findProviders(Cid cid) throws IOException, InterruptedException {
            List<PeerId> found = new ArrayList<>();
            for (JsonNode provider :
                    ask("findProviders", Map.of("cid", cid.toString())).get("providers")) {
                found.add(PeerId.parse(provider.get("id").stringValue()));
            }
            return found;
        }

        @Override
        public void put(byte[] key, byte[] value) throws IOException, InterruptedException {
            ask("put", Map.of("key", base64(key), "value", base64(value)));
        }

        @Override
        public byte[] get(byte[] key) throws IOException, InterruptedException {
            JsonNode got = ask("get", Map.of("key", base64(key)));
            return got.has("value")
                    ? Base64.getDecoder().decode(got.get("value").stringValue())
                    : new byte[0];
        }

        @Override
        public List<String> findPeer(PeerId peer) throws IOException, InterruptedException {
            JsonNode found = ask("findPeer", Map.of("peer", peer.toString()));
            return found.has("addresses")
                    ? found.get("addresses")
                            .valueStream()
                            .map(JsonNode::stringValue)
                            .toList()
                    : List.of();
        }

        private static String base64(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }

        @Override
        public void close() throws IOException {
            js.close();
        }
    }

    /// The same rules as in `kad.js`: one byte, at least 1, the greatest is the best.
    private static final class Versions implements Validator {
        @Override
        public void validate(byte[] key, byte[] value) throws ProtocolException {
            if (value.length != 1 || value[0] < 1) {
                throw new ProtocolException("not a version");
            }
        }

        @Override
        public int select(byte[] key, List<byte[]> values) {
            int best = 0;
            for (int i = 1; i < values.size(); i++) {
                if (values.get(i)[0] > values.get(best)[0]) {
                    best = i;
                }
            }
            return best;
        }
    }

    private void start(int ours, Overlay overlay, String net) throws IOException, InterruptedException {
        for (int i = 0; i < NODES; i++) {
            nodes.add(i < ours ? new Ours(overlay) : new Theirs(JsPeer.start("kad.js"), net));
            if (i > 0) {
                nodes.get(i).dial(nodes.getFirst().address());
                nodes.get(i).awaitTable(1);
            }
        }
        for (Node node : nodes) {
            node.awaitTable(node instanceof Ours ? NODES - 1 : 1);
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Node node : nodes) {
            node.close();
        }
    }

    @ParameterizedTest(name = "{0} of ours, {1}")
    @CsvSource({"3, kith", "2, kith", "3, lan", "2, lan"})
    @Shows(
            value = "five nodes, each provides, puts, finds peers for all others, in `/kith` and `/ipfs/lan`",
            by = Begins.BOTH)
    void whatOneProvidesOrPutsOrIsTheOthersFind(int ours, String net) throws IOException, InterruptedException {
        start(ours, net.equals("kith") ? Overlay.KITH : Overlay.IPFS_LAN, net);

        for (int i = 0; i < NODES; i++) {
            everybodyFindsWhatItProvides(i);
            everybodyGetsWhatItPut(i);
            everybodyFindsItself(i);
        }
        everybodyGetsTheKeyOfOurs();
    }

    private List<Node> allBut(int index) {
        List<Node> others = new ArrayList<>(nodes);
        others.remove(index);
        return others;
    }

    private void everybodyFindsWhatItProvides(int provider) throws IOException, InterruptedException {
        Cid cid = Cid.ofRaw(("content " + provider + Instant.now()).getBytes(StandardCharsets.UTF_8));
        nodes.get(provider).provide(cid);
        for (Node node : allBut(provider)) {
            assertThat(node.findProviders(cid)).contains(nodes.get(provider).id());
        }
    }

    private void everybodyGetsWhatItPut(int writer) throws IOException, InterruptedException {
        byte[] value = {(byte) (writer + 1)};
        nodes.get(writer).put(RECORD, value);
        for (Node node : allBut(writer)) {
            assertThat(node.get(RECORD)).isEqualTo(value);
        }
    }

    private void everybodyFindsItself(int sought) throws IOException, InterruptedException {
        String address = nodes.get(sought).address().withoutPeer().toString();
        for (Node node : allBut(sought)) {
            assertThat(new TreeSet<>(node.findPeer(nodes.get(sought).id())))
                    .anySatisfy(found -> assertThat(found).startsWith(address));
        }
    }

    private void everybodyGetsTheKeyOfOurs() throws IOException, InterruptedException {
        Ours first = (Ours) nodes.getFirst();
        byte[] value = first.key.verifyingKey().toProtobuf();
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes("/pk/".getBytes(StandardCharsets.UTF_8));
        key.writeBytes(first.id().bytes());
        first.put(key.toByteArray(), value);
        for (Node node : allBut(0)) {
            assertThat(node.get(key.toByteArray())).isEqualTo(value);
        }
    }
}
