package community.kith.p2p.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.UnsupportedProtocolException;
import community.kith.p2p.muxer.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [Host] promises. Each implementation extends this.
@Timeout(60)
public abstract class HostContract {
    protected static final String ECHO = "/test/echo/1.0.0";
    protected static final String LAST_WORD = "/test/last-word/1.0.0";
    protected static final String SILENT = "/test/silent/1.0.0";

    private final RandomGenerator random = new Random(7);
    private final List<Host> hosts = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    protected Host alice;
    protected Host bob;

    protected abstract Host host(SigningKey key);

    @BeforeEach
    void twoHosts() {
        alice = newHost();
        bob = newHost();
        alice.learn(bob.id(), bob.addresses());
        bob.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
        bob.accept(LAST_WORD, stream -> {
            byte[] all = stream.in().readAllBytes();
            stream.out().write(Sha256.of(all));
        });
        bob.accept(SILENT, stream -> awaitTheEnd());
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void closeHosts() {
        over.countDown();
        hosts.forEach(Host::close);
    }

    protected Host newHost() {
        Host host = host(newKey());
        hosts.add(host);
        return host;
    }

    protected SigningKey newKey() {
        return SigningKey.generate(random);
    }

    @Test
    void isNamedByItsKeyAndSaysWhereItListens() {
        SigningKey key = newKey();
        Host host = host(key);
        hosts.add(host);

        assertThat(host.id()).isEqualTo(PeerId.of(key.verifyingKey()));
        assertThat(host.addresses())
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address.peerId()).contains(host.id()))
                .allSatisfy(address -> assertThat(address.tcpAddress()
                                .or(address::quicAddress)
                                .orElseThrow()
                                .getPort())
                        .isPositive());
    }

    @Test
    void carriesBytesThereAndBack() throws IOException {
        try (Stream stream = alice.open(bob.id(), ECHO)) {
            stream.out().write("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(stream.in().readNBytes(5)).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));

            assertThat(stream.peer()).isEqualTo(bob.id());
            assertThat(stream.protocol()).isEqualTo(ECHO);
        }
        assertThat(alice.connected()).containsExactly(bob.id());
        Eventually.holds("bob is connected to alice", () -> bob.connected().contains(alice.id()));
    }

    @Test
    void endsOneDirectionWhileTheOtherGoesOn() throws IOException {
        byte[] question = bytes(3_000_000);
        try (Stream stream = alice.open(bob.id(), LAST_WORD)) {
            stream.out().write(question);
            stream.closeWrite();

            assertThat(stream.in().readAllBytes()).isEqualTo(Sha256.of(question));
        }
    }

    @Test
    void refusesToWriteAfterTheEndOfWriting() throws IOException {
        try (Stream stream = alice.open(bob.id(), ECHO)) {
            stream.closeWrite();
            assertThatThrownBy(() -> stream.out().write(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void tellsTheHandlerWhoCalls() throws IOException, InterruptedException {
        SynchronousQueue<PeerId> callers = new SynchronousQueue<>();
        bob.accept("/test/who", stream -> offer(callers, stream.peer()));
        try (Stream stream = alice.open(bob.id(), "/test/who")) {
            assertThat(callers.poll(10, TimeUnit.SECONDS)).isEqualTo(alice.id());
            assertThat(stream.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void openingTowardsTheDiallerUsesTheSameConnection() throws IOException {
        alice.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
        alice.connect(bob.addresses().getFirst());
        Eventually.holds("bob is connected to alice", () -> bob.connected().contains(alice.id()));

        try (Stream stream = bob.open(alice.id(), ECHO)) {
            stream.out().write(42);
            assertThat(stream.in().read()).isEqualTo(42);
        }
    }

    @Test
    void namesTheProtocolThatThePeerDoesNotSpeak() {
        assertThatThrownBy(() -> alice.open(bob.id(), "/test/unheard-of"))
                .isInstanceOf(UnsupportedProtocolException.class)
                .hasMessageContaining("/test/unheard-of")
                .hasMessageContaining(bob.id().toString());
    }

    @Test
    void namesThePeerThatCannotBeReached() {
        PeerId stranger = PeerId.of(newKey().verifyingKey());

        assertThatThrownBy(() -> alice.open(stranger, ECHO))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(stranger.toString());
    }

    @Test
    void acceptsNobodyElseAtAnAddressThatNamesAPeer() {
        Multiaddr wrong =
                bob.addresses().getFirst().withoutPeer().withPeer(newHost().id());

        assertThatThrownBy(() -> alice.connect(wrong)).isInstanceOf(IOException.class);
        assertThat(alice.connected()).isEmpty();
    }

    @Test
    void saysWhoAnsweredAtAnAddress() throws IOException {
        assertThat(alice.connect(bob.addresses().getFirst().withoutPeer())).isEqualTo(bob.id());
    }

    @Test
    void learnsWhereTheDiallerListens() throws IOException {
        alice.connect(bob.addresses().getFirst());

        Eventually.holds(
                "bob knows alice's addresses", () -> bob.addressesOf(alice.id()).containsAll(alice.addresses()));
    }

    @Test
    void resetFailsBothEnds() throws IOException, InterruptedException {
        SynchronousQueue<IOException> failures = new SynchronousQueue<>();
        bob.accept("/test/victim", stream -> {
            stream.out().write(1);
            try {
                stream.in().readAllBytes();
            } catch (IOException e) {
                offer(failures, e);
            }
        });
        Stream stream = alice.open(bob.id(), "/test/victim");
        assertThat(stream.in().read()).isEqualTo(1);

        stream.reset();

        assertThat(failures.poll(10, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
        assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamResetException.class);
        assertThatThrownBy(() -> stream.out().write(1)).isInstanceOf(StreamResetException.class);
    }

    @Test
    void aHandlerThatFailsResetsItsStream() throws IOException {
        bob.accept("/test/failing", stream -> {
            throw new IOException("on purpose");
        });
        // Over QUIC the reset may overtake the answer that agrees to the protocol.
        assertThatThrownBy(() -> read("/test/failing"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
    }

    private int read(String protocol) throws IOException {
        try (Stream stream = alice.open(bob.id(), protocol)) {
            return stream.in().read();
        }
    }

    @Test
    void aReadThatTakesTooLongFails() throws IOException {
        try (Stream stream = alice.open(bob.id(), SILENT)) {
            stream.timeout(Duration.ofMillis(20));
            assertThatThrownBy(() -> stream.in().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aWriterWaitsForItsReaderAndGivesUpAfterTheTimeout() throws IOException {
        byte[] more = new byte[1 << 20];
        try (Stream stream = alice.open(bob.id(), SILENT)) {
            stream.timeout(Duration.ofMillis(20));
            assertThatThrownBy(() -> stream.out().write(more)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aSlowReaderDoesNotStallItsNeighbours() throws IOException, InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Stream slow = alice.open(bob.id(), SILENT)) {
            Future<?> stuck = threads.submit(() -> {
                slow.out().write(new byte[1 << 20]);
                return 0;
            });

            byte[] question = bytes(5_000_000);
            try (Stream stream = alice.open(bob.id(), LAST_WORD)) {
                stream.out().write(question);
                stream.closeWrite();
                assertThat(stream.in().readAllBytes()).isEqualTo(Sha256.of(question));
            }

            assertThat(stuck.isDone()).isFalse();
            slow.reset();
            assertThatThrownBy(stuck::get).hasCauseInstanceOf(StreamResetException.class);
        }
    }

    @Test
    void carriesManyStreamsAtOnceOverOneConnection() throws InterruptedException, ExecutionException {
        List<Future<byte[]>> answers = new ArrayList<>();
        List<byte[]> questions = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                byte[] question = bytes(1 + random.nextInt(100_000));
                questions.add(question);
                answers.add(threads.submit(() -> ask(question)));
            }
            for (int i = 0; i < questions.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(Sha256.of(questions.get(i)));
            }
        }
        assertThat(alice.connected()).containsExactly(bob.id());
    }

    private byte[] ask(byte[] question) throws IOException {
        try (Stream stream = alice.open(bob.id(), LAST_WORD)) {
            stream.out().write(question);
            stream.closeWrite();
            return stream.in().readAllBytes();
        }
    }

    @Test
    void disconnectingFailsTheStreamsAndDiallingStartsAnew() throws IOException {
        Stream stream = alice.open(bob.id(), ECHO);
        stream.out().write(1);
        assertThat(stream.in().read()).isEqualTo(1);

        alice.disconnect(bob.id());

        assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamResetException.class);
        assertThat(alice.connected()).isEmpty();
        Eventually.holds("bob noticed", () -> bob.connected().isEmpty());
        try (Stream again = alice.open(bob.id(), ECHO)) {
            again.out().write(2);
            assertThat(again.in().read()).isEqualTo(2);
        }
    }

    @Test
    void aClosedHostLeavesItsPeers() throws IOException {
        Stream stream = alice.open(bob.id(), SILENT);
        over.countDown();

        bob.close();

        Eventually.holds("alice noticed", () -> alice.connected().isEmpty());
        assertThat(stream.peer()).isEqualTo(bob.id());
        assertThatThrownBy(() -> alice.open(bob.id(), ECHO)).isInstanceOf(ConnectException.class);
        bob.close();
    }

    @Test
    void measuresTheRoundTrip() throws IOException {
        assertThat(alice.ping(bob.id())).isPositive().isLessThan(Duration.ofSeconds(10));
    }

    protected byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> void offer(SynchronousQueue<T> queue, T item) {
        try {
            queue.offer(item, 10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
