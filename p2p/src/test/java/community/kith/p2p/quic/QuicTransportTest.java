package community.kith.p2p.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.muxer.MuxerStream;
import community.kith.p2p.muxer.StreamResetException;
import community.kith.p2p.transport.Secured;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuicTransportTest {
    private static final String LOOPBACK = "/ip4/127.0.0.1/udp/0/quic-v1";

    private final SecureRandom random = new SecureRandom();
    private final SigningKey alice = SigningKey.generate(random);
    private final SigningKey bob = SigningKey.generate(random);
    private final BlockingQueue<Secured> guests = new LinkedBlockingQueue<>();
    private final BlockingQueue<MuxerStream> streams = new LinkedBlockingQueue<>();
    private final List<QuicTransport> transports = new ArrayList<>();
    private Multiaddr bobs;

    @BeforeEach
    void bobListens() throws IOException {
        bobs = listen(transport(bob, QuicLimits.DEFAULT, InstantSource.system()));
    }

    private QuicTransport transport(SigningKey key, QuicLimits limits, InstantSource clock) {
        QuicTransport transport = new QuicTransport(key, limits, random, clock);
        transports.add(transport);
        return transport;
    }

    private QuicTransport alices() {
        return transport(alice, QuicLimits.DEFAULT, InstantSource.system());
    }

    private Multiaddr listen(QuicTransport transport) throws IOException {
        InetSocketAddress at = transport.listen(Multiaddr.parse(LOOPBACK), address -> true, this::welcome);
        return Multiaddr.ofQuic(at);
    }

    private void welcome(Secured guest) {
        guests.add(guest);
        Thread.ofVirtual().start(() -> guest.muxer().run(streams::add));
    }

    @AfterEach
    void closeAll() {
        transports.forEach(QuicTransport::close);
    }

    private static PeerId id(SigningKey key) {
        return PeerId.of(key.verifyingKey());
    }

    private Secured guest() throws InterruptedException {
        return Optional.ofNullable(guests.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    void eachEndLearnsWhoTheOtherIs() throws IOException, InterruptedException {
        Secured there = alices().dial(bobs, Optional.of(id(bob)));

        assertThat(there.peer()).isEqualTo(id(bob));
        assertThat(there.remote()).isEqualTo(bobs);
        assertThat(guest().peer()).isEqualTo(id(alice));
    }

    @Test
    void turnsAwayAnotherPeerThanTheExpected() {
        assertThatThrownBy(() -> alices().dial(bobs, Optional.of(id(alice))))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(id(bob).toString());
    }

    @Test
    void dialsFromThePortItListensOn() throws IOException, InterruptedException {
        QuicTransport transport = alices();
        Multiaddr ours = listen(transport);

        transport.dial(bobs, Optional.empty());

        assertThat(guest().remote()).isEqualTo(ours);
    }

    @Test
    void twoWhoDialEachOtherFromTheirListeningPortsMeetTwice() throws IOException, InterruptedException {
        QuicTransport transport = alices();
        Multiaddr ours = listen(transport);
        QuicTransport other = transports.getFirst();

        Secured there = transport.dial(bobs, Optional.of(id(bob)));
        Secured back = other.dial(ours, Optional.of(id(alice)));

        assertThat(List.of(guest().peer(), guest().peer())).containsExactlyInAnyOrder(id(alice), id(bob));
        assertThat(there.muxer().isOpen() && back.muxer().isOpen()).isTrue();
    }

    @Test
    void punchesFromThePortItListensOn() throws IOException {
        QuicTransport transport = alices();
        int ours = listen(transport).quicAddress().orElseThrow().getPort();
        try (DatagramSocket router = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            router.setSoTimeout(10_000);

            transport.punch(Multiaddr.ofQuic((InetSocketAddress) router.getLocalSocketAddress()));

            DatagramPacket packet = new DatagramPacket(new byte[64], 64);
            router.receive(packet);
            assertThat(packet.getPort()).isEqualTo(ours);
            assertThat(packet.getData()[0] & 0xc0).isZero();
        }
    }

    @Test
    void turnsAwayACertificateThatIsNotValidNow() {
        QuicTransport longAgo = transport(alice, QuicLimits.DEFAULT, InstantSource.fixed(Instant.EPOCH));

        assertThatThrownBy(() -> longAgo.dial(bobs, Optional.empty())).isInstanceOf(IOException.class);
        assertThat(guests).isEmpty();
    }

    @Test
    void hangsUpOnACallerWhoseCertificateItDoesNotBelieve() throws IOException {
        QuicTransport doubting = transport(bob, QuicLimits.DEFAULT, InstantSource.fixed(Instant.EPOCH));
        Multiaddr at = listen(doubting);

        try {
            Secured there = alices().dial(at, Optional.empty());
            Eventually.holds("bob hung up", () -> !there.muxer().isOpen());
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("quic");
        }
        assertThat(guests).isEmpty();
    }

    @Test
    void hasCallersComeBackWithATokenWhenItIsBusy() throws IOException, InterruptedException {
        QuicLimits always = QuicLimits.DEFAULT.withCallers(new QuicLimits.Callers(128, 32, 0));
        Multiaddr at = listen(transport(bob, always, InstantSource.system()));

        assertThat(alices().dial(at, Optional.of(id(bob))).peer()).isEqualTo(id(bob));
        assertThat(guest().peer()).isEqualTo(id(alice));
    }

    @Test
    void refusesCallersWhoMayNotTry() throws IOException {
        QuicTransport picky = transport(bob, QuicLimits.DEFAULT, InstantSource.system());
        InetSocketAddress at = picky.listen(Multiaddr.parse(LOOPBACK), address -> false, this::welcome);

        assertThatThrownBy(() -> alices().dial(Multiaddr.ofQuic(at), Optional.empty()))
                .isInstanceOf(IOException.class);
        assertThat(guests).isEmpty();
    }

    @Test
    void givesUpWhereNobodyAnswers() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            QuicLimits hurried = QuicLimits.DEFAULT.withPatience(
                    new QuicLimits.Patience(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(30)));
            QuicTransport transport = transport(alice, hurried, InstantSource.system());
            Multiaddr at = Multiaddr.ofQuic((InetSocketAddress) silent.getLocalSocketAddress());

            assertThatThrownBy(() -> transport.dial(at, Optional.empty())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void survivesPacketsOfNonsense() throws IOException, InterruptedException {
        InetSocketAddress at = bobs.quicAddress().orElseThrow();
        Random nonsense = new Random(9);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 3_000; i++) {
                byte[] packet = new byte[nonsense.nextInt(1400)];
                nonsense.nextBytes(packet);
                if (packet.length > 6 && i % 2 == 0) {
                    // The beginning of a caller's first packet.
                    packet[0] = (byte) (0xc0 | (packet[0] & 0x3f));
                    packet[1] = 0;
                    packet[2] = 0;
                    packet[3] = 0;
                    packet[4] = 1;
                    packet[5] = (byte) nonsense.nextInt(24);
                }
                socket.send(new DatagramPacket(packet, packet.length, at));
            }
        }

        assertThat(alices().dial(bobs, Optional.of(id(bob))).peer()).isEqualTo(id(bob));
        assertThat(guest().peer()).isEqualTo(id(alice));
    }

    @Test
    void opensNoMoreStreamsThanThePeerTakes() throws IOException {
        QuicLimits few = QuicLimits.DEFAULT
                .withStreams(3)
                .withPatience(
                        new QuicLimits.Patience(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(30)));
        Multiaddr at = listen(transport(bob, few.withPatience(QuicLimits.DEFAULT.patience()), InstantSource.system()));
        Secured there = transport(alice, few, InstantSource.system()).dial(at, Optional.empty());
        List<MuxerStream> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MuxerStream stream = there.muxer().open();
            stream.out().write(i);
            open.add(stream);
        }

        assertThatThrownBy(() -> there.muxer().open()).isInstanceOf(ConnectException.class);
        open.getFirst().reset();
        AtomicBoolean reopened = new AtomicBoolean();
        Eventually.holds("there is room again", () -> {
            reopened.compareAndSet(false, !reopened.get() && opens(there));
            return reopened.get();
        });
    }

    private static boolean opens(Secured there) {
        try {
            there.muxer().open().out().write(4);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void takesNoNewStreamsWhenTooManyWereReset() throws IOException {
        Secured there = alices().dial(bobs, Optional.empty());
        int opened = 0;
        while (there.muxer().isOpen() && opened < 20_000) {
            MuxerStream stream = there.muxer().open();
            stream.out().write(1);
            stream.reset();
            opened++;
        }

        assertThat(opened).isBetween(8_000, 9_000);
        assertThat(there.muxer().streams()).isZero();
        there.muxer().tick();
        assertThatThrownBy(() -> there.muxer().open()).isInstanceOf(ConnectException.class);
    }

    @Test
    void aStreamThatIsResetAtOnceIsNoNews() throws IOException {
        Logger netty = Logger.getLogger("io.netty.channel");
        List<LogRecord> said = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        netty.addHandler(listener);
        try {
            Secured there = alices().dial(bobs, Optional.empty());
            for (int i = 0; i < 200; i++) {
                MuxerStream stream = there.muxer().open();
                stream.out().write(1);
                stream.reset();
            }
            MuxerStream last = there.muxer().open();
            last.out().write(1);
            Eventually.holds(
                    "all arrived, or were reset on the way",
                    () -> streams.size() > 0 && there.muxer().isOpen());
        } finally {
            netty.removeHandler(listener);
        }

        assertThat(said)
                .filteredOn(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
                .isEmpty();
    }

    @Test
    void aClosedStreamStillDeliversWhatWasWritten() throws IOException, InterruptedException {
        Secured there = alices().dial(bobs, Optional.empty());
        byte[] said = new byte[500_000];
        random.nextBytes(said);
        Thread.ofVirtual().start(() -> {
            try (MuxerStream stream = there.muxer().open()) {
                stream.out().write(said);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        MuxerStream arrived =
                Optional.ofNullable(streams.poll(10, TimeUnit.SECONDS)).orElseThrow();
        assertThat(arrived.in().readAllBytes()).isEqualTo(said);
    }

    @Test
    void aPeerThatGoesOnAfterWeClosedIsStopped() throws IOException, InterruptedException {
        Secured there = alices().dial(bobs, Optional.empty());
        MuxerStream talking = there.muxer().open();
        talking.out().write(1);
        Optional.ofNullable(streams.poll(10, TimeUnit.SECONDS)).orElseThrow().close();

        assertThatThrownBy(() -> {
                    while (true) {
                        talking.out().write(new byte[10_000]);
                    }
                })
                .isInstanceOf(StreamResetException.class);
    }

    @Test
    void measuresTheRoundTrip() throws IOException {
        Secured there = alices().dial(bobs, Optional.empty());
        there.muxer().tick();

        Eventually.holds("it is measured", () -> {
            there.muxer().tick();
            Duration measured = there.muxer().roundTrip();
            return measured.isPositive() && measured.compareTo(Duration.ofSeconds(5)) < 0;
        });
    }
}
