package community.kith.p2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.contract.SocketPair;
import community.kith.p2p.security.Handshake;
import community.kith.p2p.security.SecureChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsHandshakeTest {
    private static final String YAMUX = "/yamux/1.0.0";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private static final byte[] NO_HEAD = {};

    private final SecureRandom random = new SecureRandom();
    private final SigningKey alice = SigningKey.generate(random);
    private final SigningKey bob = SigningKey.generate(random);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private SocketPair sockets;

    @BeforeEach
    void connect() throws IOException {
        sockets = SocketPair.open();
    }

    @AfterEach
    void hangUp() throws IOException {
        sockets.close();
        threads.close();
    }

    private TlsHandshake of(SigningKey key, String... muxers) {
        return new TlsHandshake(key, List.of(muxers), random, CLOCK);
    }

    private static Handshake.Wire wire(Socket socket) throws IOException {
        return new Handshake.Wire(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    private Future<Handshake.Outcome> respond(TlsHandshake handshake) {
        return threads.submit(() -> handshake.respond(wire(sockets.far())));
    }

    private Handshake.Outcome initiate(TlsHandshake handshake, Optional<PeerId> expected) throws IOException {
        return handshake.initiate(wire(sockets.near()), expected);
    }

    private static PeerId id(SigningKey key) {
        return PeerId.of(key.verifyingKey());
    }

    @Test
    void eachEndLearnsWhoTheOtherIs() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));

        Handshake.Outcome alices = initiate(of(alice, YAMUX), Optional.of(id(bob)));

        assertThat(alices.peer()).isEqualTo(id(bob));
        assertThat(bobs.get().peer()).isEqualTo(id(alice));
    }

    @Test
    void agreesOnTheInitiatorsFavouriteOfTheMuxersBothHave()
            throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, "/mplex/6.7.0", YAMUX));

        assertThat(initiate(of(alice, "/new/1", YAMUX, "/mplex/6.7.0"), Optional.empty())
                        .muxer())
                .contains(YAMUX);
        assertThat(bobs.get().muxer()).contains(YAMUX);
    }

    @Test
    void leavesTheMuxerOpenWithoutOneInCommon() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob));

        assertThat(initiate(of(alice, YAMUX), Optional.empty()).muxer()).isEmpty();
        assertThat(bobs.get().muxer()).isEmpty();
    }

    @Test
    void turnsAwayAnotherPeerThanTheExpected() {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));

        assertThatThrownBy(() -> initiate(of(alice, YAMUX), Optional.of(id(alice))))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(id(bob).toString());
        assertThatThrownBy(bobs::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void turnsAwayACertificateThatIsNotValidNow() {
        InstantSource longAgo = InstantSource.fixed(Instant.EPOCH);
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));

        assertThatThrownBy(() -> initiate(new TlsHandshake(alice, List.of(YAMUX), random, longAgo), Optional.empty()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not valid");
        assertThatThrownBy(bobs::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void carriesMegabytesBothWaysAtOnce() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        SecureChannel near = initiate(of(alice, YAMUX), Optional.empty()).channel();
        SecureChannel far = bobs.get().channel();
        byte[] up = bytes(1, 3_000_000);
        byte[] down = bytes(2, 2_000_000);

        Future<Boolean> sentUp = threads.submit(() -> say(near, up));
        Future<Boolean> sentDown = threads.submit(() -> say(far, down));
        Future<byte[]> gotDown = threads.submit(() -> near.in().readNBytes(down.length));

        assertThat(far.in().readNBytes(up.length)).isEqualTo(up);
        assertThat(gotDown.get()).isEqualTo(down);
        assertThat(sentUp.get() && sentDown.get()).isTrue();
    }

    @Test
    void joinsHeadAndBody() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        SecureChannel near = initiate(of(alice, YAMUX), Optional.empty()).channel();
        SecureChannel far = bobs.get().channel();
        byte[] body = bytes(3, 70_000);

        near.write(new byte[] {1, 2, 3}, body, 5, 60_000);
        near.write(new byte[] {4}, body, 0, 0);
        near.flush();

        byte[] got = far.in().readNBytes(60_004);
        assertThat(got).startsWith(1, 2, 3).endsWith(4);
        assertThat(Arrays.copyOfRange(got, 3, 60_003)).isEqualTo(Arrays.copyOfRange(body, 5, 60_005));
    }

    @Test
    void hearsTheOthersGoodbye() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        SecureChannel near = initiate(of(alice, YAMUX), Optional.empty()).channel();
        SecureChannel far = bobs.get().channel();

        near.write(NO_HEAD, new byte[] {7}, 0, 1);
        near.flush();
        near.close();

        assertThat(far.in().readAllBytes()).containsExactly(7);
    }

    @Test
    void closingEndsAReadThatWaits() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        SecureChannel near = initiate(of(alice, YAMUX), Optional.empty()).channel();
        bobs.get();
        Future<Integer> reading = threads.submit(() -> {
            try {
                return near.in().read();
            } catch (IOException e) {
                return -1;
            }
        });

        near.close();

        assertThat(reading.get()).isEqualTo(-1);
    }

    /// What each end sent is thrown back at it, damaged.
    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() throws IOException, ExecutionException, InterruptedException {
        ByteArrayOutputStream toBob = new ByteArrayOutputStream();
        Future<Handshake.Outcome> bobs = threads.submit(() -> of(bob, YAMUX)
                .respond(new Handshake.Wire(
                        new Overheard(sockets.far().getInputStream(), toBob),
                        sockets.far().getOutputStream(),
                        sockets.far())));
        initiate(of(alice, YAMUX), Optional.empty());
        bobs.get();
        TlsHandshake again = of(bob, YAMUX);
        byte[] said = toBob.toByteArray();

        Fuzz.damage(
                74,
                Arrays.copyOf(said, Math.min(said.length, 400)),
                bytes -> again.respond(new Handshake.Wire(
                        new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), () -> {})));
        Fuzz.damage(
                75,
                said,
                bytes -> again.initiate(
                        new Handshake.Wire(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), () -> {}),
                        Optional.empty()));
    }

    private static final class Overheard extends FilterInputStream {
        private final OutputStream copy;

        Overheard(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int n = super.read(b, off, len);
            if (n > 0) {
                copy.write(b, off, n);
            }
            return n;
        }
    }

    private static boolean say(SecureChannel channel, byte[] bytes) throws IOException {
        channel.out().write(bytes);
        return true;
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
