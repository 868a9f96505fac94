package community.kith.p2p.muxer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.p2p.contract.Eventually;
import community.kith.p2p.contract.SocketPair;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A session against a peer that keeps the rules, bends them, or breaks them.
@Timeout(30)
class YamuxSessionTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final YamuxLimits LIMITS =
            new YamuxLimits(8, 4, 1 << 20, Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private final AtomicLong now = new AtomicLong(1);
    private final WindowBudget budget = WindowBudget.of(1 << 20);
    private final BlockingQueue<MuxerStream> incoming = new LinkedBlockingQueue<>();
    private SocketPair sockets;
    private YamuxSession session;
    private RawPeer peer;
    private Thread running;

    @BeforeEach
    void connect() throws IOException {
        sockets = SocketPair.open();
        session =
                new YamuxSession(new PlainChannel(sockets.near()), YamuxSession.Role.SERVER, LIMITS, budget, now::get);
        peer = new RawPeer(sockets.far());
        running = Thread.ofVirtual().start(() -> session.run(incoming::add));
    }

    @AfterEach
    void hangUp() throws IOException, InterruptedException {
        sockets.close();
        running.join();
    }

    private MuxerStream taken() throws InterruptedException {
        MuxerStream stream = incoming.poll(10, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    private void expectHangUp() throws IOException {
        RawPeer.Got last = peer.nextButPings();
        assertThat(last.type()).isEqualTo(Frame.GO_AWAY);
        assertThat(last.length()).isEqualTo(Frame.PROTOCOL_ERROR);
        assertThatThrownBy(peer::next).isInstanceOf(IOException.class);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void takesAStreamWithItsFirstBytesAndAcknowledgesItWithOurs() throws IOException, InterruptedException {
        peer.data(Frame.SYN, 1, HELLO);
        MuxerStream stream = taken();
        assertThat(stream.in().readNBytes(5)).isEqualTo(HELLO);

        stream.out().write(HELLO);

        RawPeer.Got answer = peer.nextButPings();
        assertThat(answer.type()).isEqualTo(Frame.DATA);
        assertThat(answer.has(Frame.ACK)).isTrue();
        assertThat(answer.stream()).isEqualTo(1);
    }

    @Test
    void honoursFlagsOnWindowUpdatesAsOnData() throws IOException, InterruptedException {
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 3, 0);
        MuxerStream stream = taken();
        peer.send(Frame.WINDOW_UPDATE, Frame.FIN, 3, 0);

        assertThat(stream.in().read()).isEqualTo(-1);
    }

    @Test
    void endsTheReadingSideWithDataAndFinInOneFrame() throws IOException, InterruptedException {
        peer.data(Frame.SYN | Frame.FIN, 1, HELLO);

        assertThat(taken().in().readAllBytes()).isEqualTo(HELLO);
    }

    @Test
    void announcesItsOwnStreamsWithEvenNumbersOnTheFirstFrame() throws IOException {
        MuxerStream stream = session.open();
        stream.out().write(HELLO);

        RawPeer.Got first = peer.nextButPings();
        assertThat(first.stream()).isEqualTo(2);
        assertThat(first.has(Frame.SYN)).isTrue();
        stream.out().write(HELLO);
        assertThat(peer.nextButPings().flags()).isZero();
    }

    @Test
    void sendsNoMoreThanThePeersWindow() throws IOException {
        MuxerStream stream = session.open();
        stream.timeout(Duration.ofMillis(20));

        assertThatThrownBy(() -> stream.out().write(new byte[Frame.INITIAL_WINDOW + 1]))
                .isInstanceOf(SocketTimeoutException.class);

        int sent = 0;
        while (sent < Frame.INITIAL_WINDOW) {
            sent += peer.nextButPings().length();
        }
        assertThat(sent).isEqualTo(Frame.INITIAL_WINDOW);
    }

    @Test
    void resetsOnCloseAStreamWhoseWriteFailed() throws IOException {
        MuxerStream stream = session.open();
        stream.timeout(Duration.ofMillis(20));
        assertThatThrownBy(() -> stream.out().write(new byte[Frame.INITIAL_WINDOW + 1]))
                .isInstanceOf(SocketTimeoutException.class);

        stream.close();

        RawPeer.Got got = peer.nextButPings();
        while (got.type() == Frame.DATA) {
            got = peer.nextButPings();
        }
        assertThat(got.has(Frame.RST)).isTrue();
        assertThat(got.has(Frame.FIN)).isFalse();
    }

    @Test
    void goesOnWritingWhenTheWindowGrows() throws IOException, InterruptedException {
        MuxerStream stream = session.open();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                stream.out().write(new byte[Frame.INITIAL_WINDOW + 100]);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        int sent = 0;
        while (sent < Frame.INITIAL_WINDOW) {
            sent += peer.nextButPings().length();
        }
        peer.send(Frame.WINDOW_UPDATE, Frame.ACK, 2, 1000);

        assertThat(peer.nextButPings().length()).isEqualTo(100);
        writer.join();
    }

    @Test
    void raisesTheWindowOnceHalfOfItWasRead() throws IOException, InterruptedException {
        byte[] half = new byte[Frame.INITIAL_WINDOW / 2];
        peer.data(Frame.SYN, 1, half);
        MuxerStream stream = taken();

        stream.in().readNBytes(half.length - 1);
        assertThat(stream.in().read()).isZero();

        RawPeer.Got update = peer.nextButPings();
        assertThat(update.type()).isEqualTo(Frame.WINDOW_UPDATE);
        assertThat(update.length()).isEqualTo(half.length);
        assertThat(update.has(Frame.ACK)).isTrue();
    }

    @Test
    void hangsUpOnAPeerThatSendsMoreThanGranted() throws IOException, InterruptedException {
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        taken();
        peer.send(Frame.DATA, 0, 1, Frame.INITIAL_WINDOW + 1);

        expectHangUp();
    }

    @Test
    void hangsUpOnAPeerThatAnnounces4GibOnAStream() throws IOException {
        peer.send(Frame.DATA, Frame.SYN, 1, 0xffff_ffff);

        expectHangUp();
    }

    @Test
    void hangsUpOnAPeerThatAnnounces4GibOnNoStream() throws IOException {
        peer.send(Frame.DATA, 0, 99, 0xffff_ffff);

        expectHangUp();
    }

    @Test
    void hangsUpOnAStreamThatIsNotThePeersToOpen() throws IOException {
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 2, 0);

        expectHangUp();
    }

    @Test
    void hangsUpOnAStreamOpenedTwice() throws IOException {
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);

        expectHangUp();
    }

    @Test
    void hangsUpOnTheSessionsNumberForAStream() throws IOException {
        peer.send(Frame.DATA, Frame.SYN, 0, 0);

        expectHangUp();
    }

    @Test
    void hangsUpOnAnotherVersionOrType() throws IOException {
        peer.bytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0});

        expectHangUp();
    }

    @Test
    void hangsUpOnAnUnknownType() throws IOException {
        peer.send(7, 0, 1, 0);

        expectHangUp();
    }

    @Test
    void dropsFramesOfClosedStreamsQuietly() throws IOException, InterruptedException {
        peer.data(Frame.SYN | Frame.FIN, 1, HELLO);
        MuxerStream stream = taken();
        stream.close();
        assertThat(peer.nextButPings().has(Frame.FIN)).isTrue();

        peer.data(0, 1, HELLO);
        peer.send(Frame.WINDOW_UPDATE, 0, 1, 1000);
        peer.send(Frame.WINDOW_UPDATE, Frame.RST, 1, 0);
        peer.send(Frame.PING, Frame.SYN, 0, 1234);

        RawPeer.Got pong = peer.nextButPings();
        assertThat(pong.type()).isEqualTo(Frame.PING);
        assertThat(pong.has(Frame.ACK)).isTrue();
        assertThat(pong.length()).isEqualTo(1234);
    }

    @Test
    void refusesStreamsThatNobodyHasAnswered() throws IOException, InterruptedException {
        for (int i = 0; i < LIMITS.unacknowledged(); i++) {
            peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1 + 2 * i, 0);
        }
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 101, 0);

        RawPeer.Got refusal = peer.nextButPings();
        assertThat(refusal.stream()).isEqualTo(101);
        assertThat(refusal.has(Frame.RST)).isTrue();

        taken().out().write(HELLO);
        assertThat(peer.nextButPings().has(Frame.ACK)).isTrue();
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 103, 0);
        for (int i = 0; i < LIMITS.unacknowledged(); i++) {
            taken();
        }
    }

    @Test
    void refusesMoreStreamsThanItGrants() throws IOException, InterruptedException {
        for (int i = 0; i < LIMITS.streams(); i++) {
            peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1 + 2 * i, 0);
            taken().out().write(HELLO);
            assertThat(peer.nextButPings().has(Frame.ACK)).isTrue();
        }
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 101, 0);

        assertThat(peer.nextButPings().has(Frame.RST)).isTrue();
        assertThatThrownBy(session::open).isInstanceOf(ConnectException.class);
    }

    @Test
    void resetsAStreamWhoseBytesNobodyWantsAnyMore() throws IOException, InterruptedException {
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        taken().close();
        assertThat(peer.nextButPings().has(Frame.FIN)).isTrue();

        peer.data(0, 1, HELLO);

        assertThat(peer.nextButPings().has(Frame.RST)).isTrue();
        Eventually.holds("the stream is gone", () -> session.streams() == 0);
    }

    @Test
    void forgetsAStreamThatThePeerNeverCloses() throws IOException, InterruptedException {
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        taken().close();
        assertThat(peer.nextButPings().has(Frame.FIN)).isTrue();
        assertThat(session.streams()).isEqualTo(1);

        now.addAndGet(LIMITS.linger().plusSeconds(1).toNanos());
        peer.send(Frame.PING, Frame.SYN, 0, 1);
        assertThat(peer.nextButPings().type()).isEqualTo(Frame.PING);
        session.tick();

        assertThat(session.streams()).isZero();
        assertThat(peer.nextButPings().has(Frame.RST)).isTrue();
    }

    @Test
    void givesUpAPeerThatFallsSilent() throws IOException {
        MuxerStream stream = session.open();
        now.addAndGet(LIMITS.pingEvery().multipliedBy(3).plusSeconds(1).toNanos());

        session.tick();

        assertThat(session.isOpen()).isFalse();
        assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamResetException.class);
    }

    @Test
    void givesUpAPeerThatReadsNothing() throws IOException, InterruptedException {
        MuxerStream stream = session.open();
        stream.out().write(HELLO);
        assertThat(peer.nextButPings().has(Frame.SYN)).isTrue();
        peer.send(Frame.WINDOW_UPDATE, Frame.ACK, 2, 1 << 30);
        BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                stream.out().write(new byte[64 << 20]);
            } catch (IOException e) {
                failures.add(e);
            }
        });
        Eventually.holds("the write is stuck", () -> {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            keepTalking();
            session.tick();
            return !session.isOpen();
        });
        writer.join();
        assertThat(failures.take()).isNotNull();
    }

    /// A peer that sends but never reads.
    private void keepTalking() {
        try {
            peer.send(Frame.WINDOW_UPDATE, 0, 2, 0);
        } catch (IOException e) {
            assertThat(session.isOpen()).isFalse();
        }
    }

    @Test
    void hangsUpOnAPeerThatPingsWithoutReadingTheAnswers() {
        assertThatThrownBy(() -> {
                    byte[] ping = Frame.header(Frame.PING, Frame.SYN, 0, 1);
                    byte[] many = new byte[ping.length * 5000];
                    for (int i = 0; i < many.length; i += ping.length) {
                        System.arraycopy(ping, 0, many, i, ping.length);
                    }
                    while (true) {
                        peer.bytes(many);
                    }
                })
                .isInstanceOf(IOException.class);
        Eventually.holds("the session is over", () -> !session.isOpen());
    }

    @Test
    void measuresTheRoundTripWithItsFirstPing() throws IOException {
        RawPeer.Got ping = peer.next();
        assertThat(ping.type()).isEqualTo(Frame.PING);
        now.addAndGet(Duration.ofMillis(30).toNanos());
        peer.send(Frame.PING, Frame.ACK, 0, ping.length());

        Eventually.holds("it is 30 ms", () -> session.roundTrip().equals(Duration.ofMillis(30)));
    }

    @Test
    void opensNoStreamOnceThePeerIsLeavingButFinishesThoseThatLive() throws IOException, InterruptedException {
        peer.data(Frame.SYN, 1, HELLO);
        MuxerStream stream = taken();
        peer.send(Frame.GO_AWAY, 0, 0, Frame.NORMAL_END);
        Eventually.holds("it heard", () -> !session.isOpen());

        assertThatThrownBy(session::open).isInstanceOf(ConnectException.class);
        assertThat(stream.in().readNBytes(5)).isEqualTo(HELLO);
        stream.out().write(HELLO);
        assertThat(peer.nextButPings().type()).isEqualTo(Frame.DATA);
    }

    @Test
    void saysGoodbyeWhenClosed() throws IOException {
        session.close();

        RawPeer.Got last = peer.nextButPings();
        assertThat(last.type()).isEqualTo(Frame.GO_AWAY);
        assertThat(last.length()).isEqualTo(Frame.NORMAL_END);
        assertThatThrownBy(peer::next).isInstanceOf(EOFException.class);
    }

    @Test
    void failsItsStreamsWhenTheConnectionBreaks() throws IOException, InterruptedException {
        peer.data(Frame.SYN, 1, HELLO);
        MuxerStream stream = taken();
        sockets.far().close();

        assertThat(stream.in().readNBytes(5)).isEqualTo(HELLO);
        assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamResetException.class);
    }

    @Test
    void gathersSingleBytesThatArrive() throws IOException, InterruptedException {
        byte[] sent = new byte[2000];
        new Random(1).nextBytes(sent);
        peer.send(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        for (byte b : sent) {
            peer.data(0, 1, new byte[] {b});
        }
        peer.send(Frame.WINDOW_UPDATE, Frame.FIN, 1, 0);

        assertThat(taken().in().readAllBytes()).isEqualTo(sent);
    }

    @Test
    void survivesAnyBytesAtAll() throws IOException {
        byte[] garbage = new byte[1 << 16];
        new Random(9).nextBytes(garbage);
        garbage[0] = 0;
        peer.bytes(garbage);

        Eventually.holds("it hung up", () -> !session.isOpen());
    }
}
