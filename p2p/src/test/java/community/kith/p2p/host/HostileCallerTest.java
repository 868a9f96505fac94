package community.kith.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.muxer.MuxerStream;
import community.kith.p2p.muxer.StreamResetException;
import community.kith.p2p.muxer.WindowBudget;
import community.kith.p2p.muxer.YamuxLimits;
import community.kith.p2p.muxer.YamuxSession;
import community.kith.p2p.negotiate.Multistream;
import community.kith.p2p.security.Handshake;
import community.kith.p2p.security.NoiseHandshake;
import community.kith.p2p.security.SecureChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Callers that break the rules at every step, on real sockets: each is hung up on, and the host goes on serving
/// others.
@Timeout(60)
class HostileCallerTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String HEADER = "\u0013/multistream/1.0.0\n";
    private static final String NOISE = "\u0007/noise\n";

    private final SecureRandom random = new SecureRandom();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final IdentityHashMap<Stream, PeerId> owners = new IdentityHashMap<>();
    private Libp2pHost host;

    @BeforeEach
    void serve() throws IOException {
        host = start(HostLimits.DEFAULT.withHandshake(SHORT));
    }

    private Libp2pHost start(HostLimits limits) throws IOException {
        HostOptions options = HostOptions.of(
                        SigningKey.generate(random),
                        List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                        "kith-test/1",
                        random)
                .withLimits(limits);
        Libp2pHost started = Libp2pHost.start(options);
        started.accept("/echo", stream -> stream.in().transferTo(stream.out()));
        toClose.add(started);
        return started;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable open : toClose.reversed()) {
            open.close();
        }
    }

    private static InetSocketAddress address(Host of) {
        return of.addresses().getFirst().tcpAddress().orElseThrow();
    }

    private Socket call(Host whom) throws IOException {
        InetSocketAddress to = address(whom);
        Socket socket = new Socket(to.getAddress(), to.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        toClose.add(socket);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private byte[] garbage(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /// The caller sees the end of the connection, one way or the other, and another caller is served.
    private void expectHangUp(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            while (in.read() >= 0) {
                // what the host said before does not matter
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the host did not hang up", e);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        expectService();
    }

    private void expectService() throws IOException {
        Libp2pHost friend = start(HostLimits.DEFAULT);
        friend.learn(host.id(), host.addresses());
        try (Stream stream = friend.open(host.id(), "/echo")) {
            stream.out().write(5);
            assertThat(stream.in().read()).isEqualTo(5);
        }
    }

    @Test
    void garbageInsteadOfAGreeting() throws IOException {
        Socket caller = call(host);
        caller.getOutputStream().write(garbage(300));
        expectHangUp(caller);
    }

    @Test
    void aGreetingOfFourGibibytes() throws IOException {
        Socket caller = call(host);
        say(caller, "\u0080\u0080\u0080\u0080\u0010");
        expectHangUp(caller);
    }

    @Test
    void aLineThatIsTooLong() throws IOException {
        Socket caller = call(host);
        say(caller, HEADER + "\u0081\u0008" + "x".repeat(1025));
        expectHangUp(caller);
    }

    @Test
    void proposalsWithoutEnd() throws IOException {
        Socket caller = call(host);
        say(caller, HEADER + "\u0005/tls\n".repeat(100));
        expectHangUp(caller);
    }

    @Test
    void garbageInsteadOfTheHandshake() throws IOException {
        Socket caller = call(host);
        say(caller, HEADER + NOISE);
        caller.getOutputStream().write(garbage(70_000));
        expectHangUp(caller);
    }

    @Test
    void garbageInsteadOfTheThirdMessage() throws IOException {
        Socket caller = call(host);
        say(caller, HEADER + NOISE);
        caller.getOutputStream().write(new byte[] {0, 32});
        caller.getOutputStream().write(garbage(32));
        caller.getOutputStream().write(new byte[] {0, 100});
        caller.getOutputStream().write(garbage(100));
        expectHangUp(caller);
    }

    @Test
    void silenceFromTheStart() throws IOException {
        expectHangUp(call(host));
    }

    @Test
    void silenceAfterTheGreeting() throws IOException {
        Socket caller = call(host);
        say(caller, HEADER);
        expectHangUp(caller);
    }

    @Test
    void silenceInTheMiddleOfTheHandshake() throws IOException {
        Socket caller = call(host);
        say(caller, HEADER + NOISE);
        caller.getOutputStream().write(new byte[] {0, 32});
        caller.getOutputStream().write(garbage(32));
        expectHangUp(caller);
    }

    @Test
    void oneByteNowAndThen() throws IOException {
        Socket caller = call(host);
        say(caller, HEADER + NOISE);
        caller.getOutputStream().write(new byte[] {0x7f, (byte) 0xff});
        caller.setSoTimeout(20);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        boolean open = true;
        while (open && System.nanoTime() < deadline) {
            try {
                caller.getOutputStream().write(1);
                open = caller.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                assertThat(caller.isConnected()).isTrue();
            } catch (IOException e) {
                open = false;
            }
        }
        assertThat(open).as("the host waits for ever").isFalse();
        expectService();
    }

    private SecureChannel secure(Socket caller) throws IOException {
        Multistream.insist(caller.getInputStream(), caller.getOutputStream(), NoiseHandshake.PROTOCOL);
        NoiseHandshake handshake =
                new NoiseHandshake(SigningKey.generate(random), List.of(YamuxSession.PROTOCOL), random);
        return handshake
                .initiate(
                        new Handshake.Wire(caller.getInputStream(), caller.getOutputStream(), caller),
                        Optional.of(host.id()))
                .channel();
    }

    @Test
    void garbageInsteadOfASealedMessage() throws IOException {
        Socket caller = call(host);
        secure(caller);
        caller.getOutputStream().write(new byte[] {0, 60});
        caller.getOutputStream().write(garbage(60));
        expectHangUp(caller);
    }

    @Test
    void garbageInsteadOfAFrame() throws IOException {
        Socket caller = call(host);
        secure(caller).out().write(garbage(1000));
        expectHangUp(caller);
    }

    @Test
    void aFrameOfFourGibibytes() throws IOException {
        Socket caller = call(host);
        secure(caller).out().write(new byte[] {0, 0, 0, 1, 0, 0, 0, 1, -1, -1, -1, -1});
        expectHangUp(caller);
    }

    private MuxerStream streamOf(Socket caller) throws IOException {
        YamuxSession session = new YamuxSession(
                secure(caller), YamuxSession.Role.CLIENT, YamuxLimits.DEFAULT, WindowBudget.of(0), System::nanoTime);
        Thread.ofVirtual().start(() -> session.run(MuxerStream::reset));
        MuxerStream stream = session.open();
        stream.timeout(Duration.ofMillis(PATIENCE_MILLIS));
        return stream;
    }

    @Test
    void silenceOnAStream() throws IOException {
        MuxerStream stream = streamOf(call(host));
        stream.out().write(HEADER.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> stream.in().readAllBytes()).isInstanceOf(StreamResetException.class);
        expectService();
    }

    @Test
    void garbageOnAStream() throws IOException {
        MuxerStream stream = streamOf(call(host));
        stream.out().write(garbage(5000));

        assertThatThrownBy(() -> stream.in().readAllBytes()).isInstanceOf(StreamResetException.class);
        expectService();
    }

    @Test
    void aLineThatIsTooLongOnAStream() throws IOException {
        MuxerStream stream = streamOf(call(host));
        stream.out().write((HEADER + "\u0081\u0008").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> stream.in().readAllBytes()).isInstanceOf(StreamResetException.class);
        expectService();
    }

    @Test
    void aThousandHalfOpenConnections() throws IOException {
        HostLimits.Inbound few = new HostLimits.Inbound(24, 16, 1000);
        Duration longer = Duration.ofSeconds(30);
        host = start(HostLimits.DEFAULT.withHandshake(longer).withInbound(few));
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            callers.add(call(host));
        }

        expectService();

        Eventually.holds("no more wait than are let in", () -> waiting(callers) <= few.handshakesPerAddress());
    }

    private static long waiting(List<Socket> callers) {
        return callers.stream().filter(HostileCallerTest::waits).count();
    }

    /// Whether the host has not hung up: all it says to a silent caller is nothing.
    private static boolean waits(Socket caller) {
        try {
            caller.setSoTimeout(1);
            return caller.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void moreConnectionsThanAreTakenWhileAllAreInUse() throws IOException {
        host = start(HostLimits.DEFAULT.withConnections(2));
        List<Stream> inUse = List.of(newcomer(), newcomer());

        assertThatThrownBy(this::newcomer).isInstanceOf(IOException.class);

        assertThat(host.connections()).hasSize(2);
        assertThat(inUse.getFirst().in().read()).isEqualTo(5);
    }

    @Test
    void idleStrangersMakeRoomForAnotherAndFriendsDoNot() throws IOException {
        host = start(HostLimits.DEFAULT.withConnections(2));
        Stream friend = newcomer();
        host.protect(ownerOf(friend));
        newcomer().close();

        Eventually.holds("the stranger makes room", this::anotherGetsIn);

        assertThat(host.connected()).contains(ownerOf(friend));
    }

    private boolean anotherGetsIn() {
        try (Stream stream = newcomer()) {
            return stream.in().read() == 5;
        } catch (IOException e) {
            return false;
        }
    }

    private PeerId ownerOf(Stream stream) {
        return Objects.requireNonNull(owners.get(stream));
    }

    private Stream newcomer() throws IOException {
        Libp2pHost caller = start(HostLimits.DEFAULT);
        caller.learn(host.id(), host.addresses());
        Stream stream = caller.open(host.id(), "/echo");
        stream.out().write(5);
        owners.put(stream, caller.id());
        return stream;
    }
}
