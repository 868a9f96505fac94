package community.kith.p2p.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.contract.SocketPair;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class NoiseHandshakeTest {
    private static final String YAMUX = "/yamux/1.0.0";

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

    private NoiseHandshake of(SigningKey key, String... muxers) {
        return new NoiseHandshake(key, List.of(muxers), random);
    }

    private static Handshake.Wire wire(Socket socket) throws IOException {
        return new Handshake.Wire(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    private Future<Handshake.Outcome> respond(NoiseHandshake handshake) {
        return threads.submit(() -> handshake.respond(wire(sockets.far())));
    }

    private Handshake.Outcome initiate(NoiseHandshake handshake, Optional<PeerId> expected) throws IOException {
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
    void leavesTheMuxerOpenWhenOneEndOffersNone() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob));

        assertThat(initiate(of(alice, YAMUX), Optional.empty()).muxer()).isEmpty();
        assertThat(bobs.get().muxer()).isEmpty();
    }

    @Test
    void failsWithoutAMuxerInCommon() throws IOException {
        Future<Handshake.Outcome> bobs = respond(of(bob, "/mplex/6.7.0"));

        assertThatThrownBy(() -> initiate(of(alice, YAMUX), Optional.empty()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("no muxer in common");
        sockets.near().close();
        assertThatThrownBy(bobs::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void turnsAwayAnotherPeerThanTheExpected() throws IOException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));

        assertThatThrownBy(() -> initiate(of(alice, YAMUX), Optional.of(id(alice))))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(id(bob).toString());
        sockets.near().close();
        assertThatThrownBy(bobs::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void refusesAnIdentityThatDidNotSignTheNoiseKey() throws IOException {
        X25519Key key = X25519Key.generate(random);
        X25519Key other = X25519Key.generate(random);
        NoisePayload forged = NoisePayload.parse(
                NoisePayload.of(bob, other, List.of(YAMUX), List.of()).toBytes());

        assertThatThrownBy(() -> forged.verify(key.publicBytes())).isInstanceOf(ProtocolException.class);
        assertThat(forged.verify(other.publicBytes())).isEqualTo(id(bob));
    }

    /// 2048-bit RSA and P-256 keys of the JDK, as other implementations have them.
    @ParameterizedTest
    @CsvSource({"RSA, 2048, 0, SHA256withRSA", "EC, 256, 3, SHA256withECDSA"})
    void knowsPeersWithOtherKindsOfKeys(String kind, int bits, int number, String algorithm)
            throws GeneralSecurityException, ProtocolException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        KeyPair identity = generator.generateKeyPair();
        byte[] key = new ProtoWriter()
                .number(1, number)
                .bytes(2, identity.getPublic().getEncoded())
                .toBytes();
        byte[] noiseKey = X25519Key.generate(random).publicBytes();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(identity.getPrivate());
        signature.update("noise-libp2p-static-key:".getBytes(StandardCharsets.US_ASCII));
        signature.update(noiseKey);
        byte[] payload =
                new ProtoWriter().bytes(1, key).bytes(2, signature.sign()).toBytes();

        NoisePayload theirs = NoisePayload.parse(payload);

        assertThat(theirs.verify(noiseKey)).isEqualTo(PeerId.of(VerifyingKey.fromProtobuf(key)));
        assertThatThrownBy(() -> theirs.verify(new byte[32])).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesMoreMuxersThanAnybodyHas() {
        ProtoWriter extensions = new ProtoWriter();
        for (int i = 0; i < 100; i++) {
            extensions.text(2, "/muxer/" + i);
        }
        byte[] payload = new ProtoWriter().bytes(4, extensions.toBytes()).toBytes();

        assertThatThrownBy(() -> NoisePayload.parse(payload)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void saysSoWhenThePeerLeaves() throws IOException {
        sockets.far().close();

        assertThatThrownBy(() -> initiate(of(alice, YAMUX), Optional.empty())).isInstanceOf(IOException.class);
    }

    @Test
    void refusesGarbageInPlaceOfAHandshake() throws IOException {
        byte[] garbage = new byte[4096];
        new Random(5).nextBytes(garbage);
        sockets.far().getOutputStream().write(new byte[] {0, (byte) 200});
        sockets.far().getOutputStream().write(garbage);

        assertThatThrownBy(() -> initiate(of(alice, YAMUX), Optional.empty())).isInstanceOf(ProtocolException.class);
    }

    @Test
    void carriesBytesOfAnySizeThroughTheChannel() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        SecureChannel near = initiate(of(alice, YAMUX), Optional.empty()).channel();
        SecureChannel far = bobs.get().channel();
        byte[] sent = new byte[3_000_000];
        new Random(6).nextBytes(sent);

        Future<?> writing = threads.submit(() -> {
            int at = 0;
            Random sizes = new Random(7);
            while (at < sent.length) {
                int n = Math.min(sent.length - at, sizes.nextInt(200_000));
                near.out().write(sent, at, n);
                at += n;
            }
            sockets.near().shutdownOutput();
            return at;
        });

        assertThat(far.in().readAllBytes()).isEqualTo(sent);
        writing.get();
    }

    /// Whoever never heard of the extension is understood, and understands.
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void talksToWhoeverAsksForAesAndToWhoeverDoesNot(boolean aliceAsks, boolean bobAsks)
            throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(asking(bob, bobAsks));
        SecureChannel near =
                initiate(asking(alice, aliceAsks), Optional.of(id(bob))).channel();
        SecureChannel far = bobs.get().channel();
        byte[] sent = new byte[100_000];
        new Random(8).nextBytes(sent);

        near.out().write(sent);
        assertThat(far.in().readNBytes(sent.length)).isEqualTo(sent);
        far.out().write(sent, 0, 1000);
        assertThat(near.in().readNBytes(1000)).isEqualTo(Arrays.copyOf(sent, 1000));
    }

    private NoiseHandshake asking(SigningKey key, boolean forAes) {
        return new NoiseHandshake(key, List.of(YAMUX), forAes ? List.of(Aead.AES_GCM) : List.of(), random);
    }

    @Test
    void usesAesOnlyWhereBothAskForIt() {
        List<Aead> aes = List.of(Aead.AES_GCM);

        assertThat(Aead.agree(aes, aes)).isEqualTo(Aead.AES_GCM);
        assertThat(Aead.agree(aes, List.of())).isEqualTo(Aead.CHACHA_POLY);
        assertThat(Aead.agree(List.of(), aes)).isEqualTo(Aead.CHACHA_POLY);
    }

    @Test
    void passesOverCiphersItDoesNotKnow() throws ProtocolException {
        byte[] extensions = new ProtoWriter()
                .text(2, YAMUX)
                .text(5116, "AEGIS128")
                .text(5116, "AESGCM")
                .toBytes();

        NoisePayload theirs =
                NoisePayload.parse(new ProtoWriter().bytes(4, extensions).toBytes());

        assertThat(theirs.ciphers()).containsExactly(Aead.AES_GCM);
        assertThat(theirs.muxers()).containsExactly(YAMUX);
    }

    @Test
    void asksForAesOnlyWhereTheProcessorHasIt() {
        assertThat(Processor.hasAes("processor : 0\nflags\t\t: fpu sse2 pclmulqdq aes avx\n"))
                .isTrue();
        assertThat(Processor.hasAes("Features\t: fp asimd aes pmull sha2\n")).isTrue();
        assertThat(Processor.hasAes("Features\t: fp asimd evtstrm crc32 cpuid\n"))
                .isFalse();
        assertThat(Processor.hasAes("")).isFalse();
    }

    @Test
    void refusesARecordThatWasTouchedOnTheWay() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        initiate(of(alice, YAMUX), Optional.empty());
        SecureChannel far = bobs.get().channel();
        sockets.near().getOutputStream().write(new byte[] {0, 20});
        sockets.near().getOutputStream().write(new byte[20]);

        assertThatThrownBy(() -> far.in().read()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesARecordTooShortForItsTag() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        initiate(of(alice, YAMUX), Optional.empty());
        SecureChannel far = bobs.get().channel();
        sockets.near().getOutputStream().write(new byte[] {0, 3, 1, 2, 3});

        assertThatThrownBy(() -> far.in().read()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void tellsACutConnectionFromAnEndedOne() throws IOException, ExecutionException, InterruptedException {
        Future<Handshake.Outcome> bobs = respond(of(bob, YAMUX));
        initiate(of(alice, YAMUX), Optional.empty());
        SecureChannel far = bobs.get().channel();
        sockets.near().getOutputStream().write(new byte[] {0, 100, 1, 2, 3});
        sockets.near().shutdownOutput();

        assertThatThrownBy(() -> far.in().read()).isInstanceOf(EOFException.class);
    }

    @Tag("fuzz")
    @Test
    void refusesDamagedPayloadsAndNothingWorse() {
        X25519Key key = X25519Key.generate(random);
        byte[] good = NoisePayload.of(bob, key, List.of(YAMUX, "/mplex/6.7.0"), List.of(Aead.AES_GCM))
                .toBytes();

        Fuzz.damage(12, good, bytes -> NoisePayload.parse(bytes).verify(key.publicBytes()));
    }
}
