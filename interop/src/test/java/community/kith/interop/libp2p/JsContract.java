package community.kith.interop.libp2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.UnsupportedProtocolException;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.muxer.StreamResetException;
import community.kith.p2p.perf.Perf;
import community.kith.p2p.ping.Ping;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// js-libp2p is the referee: it dials us and we dial it, and everything works both ways. Each way of speaking to it
/// extends
/// this.
@Tag("foreign")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JsContract {
    private static final String ECHO = "/test/echo/1.0.0";
    private static final String DIGEST = "/test/digest/1.0.0";
    private static final String ABORT = "/test/abort/1.0.0";
    private static final String LATER = "/test/later/1.0.0/";
    private static final String WATCH = "/test/watch/1.0.0";
    private static final int MIB = 32;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Way way;
    private JsPeer js;
    private Libp2pHost us;
    private final BlockingQueue<String> watched = new LinkedBlockingQueue<>();

    /// @param listen where we listen
    /// @param security what secures a connection, as we call it
    /// @param reset what js-libp2p says of a stream that we reset; over QUIC it cannot tell that from an end
    /// @param script the arguments of `peer.js`
    record Way(String listen, String security, String reset, List<String> script) {
        private static final String NOTICED = "StreamResetError";
        static final Way TCP_NOISE = new Way("/ip4/127.0.0.1/tcp/0", "/noise", NOTICED, List.of("tcp", "noise"));
        static final Way TCP_TLS = new Way("/ip4/127.0.0.1/tcp/0", "/tls/1.0.0", NOTICED, List.of("tcp", "tls"));
        static final Way QUIC = new Way("/ip4/127.0.0.1/udp/0/quic-v1", "/quic-v1", "end", List.of("quic", "tls"));

        Way withKey(String kind) {
            List<String> more = new ArrayList<>(script);
            more.add(kind);
            return new Way(listen, security, reset, more);
        }
    }

    JsContract(Way way) {
        this.way = way;
    }

    @BeforeAll
    void startJs() throws IOException, InterruptedException {
        js = JsPeer.start("peer.js", way.script().toArray(String[]::new));
    }

    @AfterAll
    void stopJs() throws IOException {
        js.close();
    }

    @BeforeEach
    void startUs() throws IOException {
        SecureRandom random = new SecureRandom();
        us = Libp2pHost.start(HostOptions.of(
                SigningKey.generate(random), List.of(Multiaddr.parse(way.listen())), "kith-interop/1", random));
        us.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
        us.accept(DIGEST, stream -> stream.out().write(digest(stream.in())));
        us.accept(ABORT, stream -> {
            stream.out().write(stream.in().read());
            stream.reset();
        });
        us.accept(WATCH, this::watch);
        Perf.serve(us);
    }

    private void watch(Stream stream) throws IOException {
        try {
            stream.in().transferTo(stream.out());
            watched.add("end");
        } catch (StreamResetException e) {
            watched.add("reset");
            throw e;
        }
    }

    @AfterEach
    void stopUs() {
        us.close();
    }

    private Map<String, Object> at() {
        return Map.of("at", us.addresses().getFirst().toString());
    }

    private Map<String, Object> at(String name, Object value) {
        return Map.of("at", us.addresses().getFirst().toString(), name, value);
    }

    @Test
    @Shows(value = "ping", by = Begins.JS)
    void jsPingsUs() throws IOException, InterruptedException {
        assertThat(js.ask("ping", at()).get("millis").doubleValue()).isBetween(0.0, 5_000.0);
    }

    @Test
    @Shows(value = "ping", by = Begins.WE)
    void wePingJs() throws IOException {
        us.connect(js.address());

        assertThat(us.ping(js.id())).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void speaksAsItWasTold() throws IOException {
        us.connect(js.address());

        assertThat(us.connections(js.id()))
                .allSatisfy(connection -> assertThat(connection.security()).isEqualTo(way.security()));
    }

    @Test
    @Shows(value = "identify", by = Begins.JS)
    void jsIdentifiesUs() throws IOException, InterruptedException {
        JsonNode told = js.ask("identify", at());
        String listen = us.addresses().getFirst().withoutPeer().toString();

        assertThat(told.get("agent").stringValue()).isEqualTo("kith-interop/1");
        assertThat(texts(told.get("protocols"))).contains(ECHO, Ping.PROTOCOL, PeerInfo.PROTOCOL);
        assertThat(texts(told.get("listen"))).containsExactly(listen);
        assertThat(texts(told.get("record"))).containsExactly(listen);
        assertThat(told.get("observed").stringValue())
                .startsWith(way.listen().substring(0, "/ip4/127.0.0.1/tcp/".length()));
    }

    @Test
    @Shows(value = "identify", by = Begins.WE)
    void weIdentifyJs() throws IOException {
        us.connect(js.address());
        PeerInfo told = awaitInfo();

        assertThat(told.agent()).startsWith("js-libp2p/3.");
        assertThat(told.protocols()).contains(ECHO, Ping.PROTOCOL, PeerInfo.PROTOCOL);
        assertThat(told.addresses()).contains(js.address().withoutPeer());
        assertThat(told.record().orElseThrow().peer()).isEqualTo(js.id());
        assertThat(us.addressesOf(js.id())).contains(js.address());
    }

    private PeerInfo awaitInfo() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Optional<PeerInfo> told = us.infoOf(js.id());
        while (told.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            told = us.infoOf(js.id());
        }
        return told.orElseThrow();
    }

    @Test
    @Shows(value = "32 MiB echoed", by = Begins.JS)
    void jsGets32MibBackFromUs() throws IOException, InterruptedException {
        JsonNode done = js.ask("echo", at("mib", MIB));

        assertThat(done.get("bytes").longValue()).isEqualTo((long) MIB << 20);
        assertThat(done.get("back").stringValue()).isEqualTo(done.get("sent").stringValue());
    }

    @Test
    @Shows(value = "32 MiB echoed", by = Begins.WE)
    void weGet32MibBackFromJs() throws IOException, InterruptedException, ExecutionException {
        us.connect(js.address());
        try (Stream stream = us.open(js.id(), ECHO);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> back = threads.submit(() -> digest(stream.in()));
            MessageDigest sent = Sha256.fresh();
            OutputStream out = new DigestOutputStream(stream.out(), sent);
            Random random = new Random(1);
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int i = 0; i < MIB << 20; i += CHUNK_BYTES) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
            stream.closeWrite();
            assertThat(back.get()).isEqualTo(sent.digest());
        }
    }

    @Test
    @Shows(value = "half-close", by = Begins.JS)
    void jsEndsItsSideAndReadsOurAnswer() throws IOException, InterruptedException {
        byte[] zeros = new byte[3 << 20];

        assertThat(js.ask("halfClose", at("mib", 3)).get("digest").stringValue())
                .isEqualTo(HexFormat.of().formatHex(Sha256.of(zeros)));
    }

    @Test
    @Shows(value = "half-close", by = Begins.WE)
    void weEndOurSideAndReadTheAnswerOfJs() throws IOException {
        byte[] question = new byte[3_000_001];
        new Random(2).nextBytes(question);
        us.connect(js.address());
        try (Stream stream = us.open(js.id(), DIGEST)) {
            stream.out().write(question);
            stream.closeWrite();

            assertThat(stream.in().readAllBytes()).isEqualTo(Sha256.of(question));
        }
    }

    @Test
    @Shows(value = "reset by the opener", by = Begins.JS)
    void jsResetsAStreamToUs() throws IOException, InterruptedException {
        js.ask("resetUs", Map.of("at", us.addresses().getFirst().toString(), "protocol", WATCH));

        assertThat(watched.poll(10, TimeUnit.SECONDS)).isEqualTo("reset");
    }

    @Test
    @Shows(value = "reset by the other end", by = Begins.JS)
    void weResetAStreamThatJsOpened() throws IOException, InterruptedException {
        assertThat(js.ask("resetByPeer", at()).get("ended").stringValue()).isEqualTo(way.reset());
    }

    @Test
    @Shows(value = "reset by the opener", by = Begins.WE)
    void weResetAStreamToJs() throws IOException, InterruptedException {
        us.connect(js.address());
        Stream stream = us.open(js.id(), WATCH);
        stream.out().write(7);
        assertThat(stream.in().read()).isEqualTo(7);

        stream.reset();

        assertThat(js.watched()).isEqualTo(way.reset());
    }

    @Test
    @Shows(value = "reset by the other end", by = Begins.WE)
    void jsResetsAStreamThatWeOpened() throws IOException {
        us.connect(js.address());
        try (Stream stream = us.open(js.id(), ABORT)) {
            stream.out().write(1);
            assertThatThrownBy(() -> stream.in().readAllBytes()).isInstanceOf(StreamResetException.class);
        }
    }

    @Test
    @Shows(value = "unknown protocol refused", by = Begins.BOTH)
    void neitherServesWhatItDoesNotKnow() throws IOException, InterruptedException {
        us.connect(js.address());

        assertThatThrownBy(() -> us.open(js.id(), "/test/unheard-of/1.0.0"))
                .isInstanceOf(UnsupportedProtocolException.class);
        assertThat(js.ask("unsupported", at()).get("refused").booleanValue()).isTrue();
    }

    @Test
    @Shows(value = "perf", by = Begins.BOTH)
    void bothSpeakPerf() throws IOException, InterruptedException {
        us.connect(js.address());

        assertThat(Perf.measure(us, js.id(), 5_000_000, 7_000_000)).isPositive();
        assertThat(js.ask(
                                "perf",
                                Map.of("at", us.addresses().getFirst().toString(), "up", 5_000_000, "down", 7_000_000))
                        .get("seconds")
                        .doubleValue())
                .isPositive();
    }

    @Shows(value = "identify push", by = Begins.WE)
    @Test
    void weTellJsWhatWeServeFromNowOn() throws IOException, InterruptedException {
        js.ask("ping", at());
        awaitSoon(() -> protocolsOfUs().contains(ECHO));

        us.accept(LATER, Stream::close);

        awaitSoon(() -> protocolsOfUs().contains(LATER));
    }

    private List<String> protocolsOfUs() throws IOException, InterruptedException {
        return texts(js.ask("protocols", Map.of("peer", us.id().toString())).get("protocols"));
    }

    @Shows(value = "identify push", by = Begins.JS)
    @Test
    void jsTellsUsWhatItServesFromNowOn() throws IOException, InterruptedException {
        us.connect(js.address());
        awaitSoon(() -> us.protocolsOf(js.id()).contains(ECHO));
        String later = LATER + UUID.randomUUID();

        js.ask("serve", Map.of("protocol", later));

        awaitSoon(() -> us.protocolsOf(js.id()).contains(later));
    }

    private interface Question {
        boolean ask() throws IOException, InterruptedException;
    }

    private static void awaitSoon(Question question) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!question.ask()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static byte[] digest(InputStream in) throws IOException {
        DigestInputStream digesting = new DigestInputStream(in, Sha256.fresh());
        digesting.transferTo(OutputStream.nullOutputStream());
        return digesting.getMessageDigest().digest();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }
}
