package community.kith.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Eventually;
import community.kith.p2p.contract.HostContract;
import community.kith.p2p.identify.PeerInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Libp2pHostTest extends HostContract {

    @Override
    protected Host host(SigningKey key) {
        try {
            List<Multiaddr> listen = List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
            return Libp2pHost.start(HostOptions.of(key, listen, "kith-test/1", new SecureRandom()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoeverOpensAtTheSameTimeSharesOneDial() throws InterruptedException, ExecutionException {
        int callers = 20;
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                int number = i;
                answers.add(threads.submit(() -> {
                    start.await();
                    try (Stream stream = alice.open(bob.id(), ECHO)) {
                        stream.out().write(number);
                        return stream.in().read();
                    }
                }));
            }
            for (int i = 0; i < callers; i++) {
                assertThat(answers.get(i).get()).isEqualTo(i);
            }
        }
        assertThat(((Libp2pHost) bob).connections()).hasSize(1);
    }

    @Test
    void reachesThePeerAtTheOneAddressOfSeveralThatWorks() throws IOException {
        PeerId id = bob.id();
        Host carol = newHost();
        carol.learn(
                id,
                List.of(
                        Multiaddr.parse("/ip4/127.0.0.1/tcp/1"),
                        Multiaddr.parse("/ip4/127.0.0.1/udp/9/quic-v1"),
                        bob.addresses().getFirst(),
                        alice.addresses().getFirst().withoutPeer()));

        try (Stream stream = carol.open(id, ECHO)) {
            stream.out().write(9);
            assertThat(stream.in().read()).isEqualTo(9);
        }
    }

    @Test
    void learnsWhatThePeerIsAndWhatItSpeaks() throws IOException {
        alice.connect(bob.addresses().getFirst());

        Eventually.holds("bob identified", () -> infoOf(alice, bob).isPresent());
        PeerInfo info = infoOf(alice, bob).orElseThrow();
        assertThat(info.agent()).isEqualTo("kith-test/1");
        assertThat(info.protocols()).contains(ECHO, PeerInfo.PROTOCOL);
        assertThat(info.key().map(PeerId::of)).contains(bob.id());
        assertThat(info.record().orElseThrow().peer()).isEqualTo(bob.id());
    }

    @Test
    void hearsOfAProtocolThatIsServedLater() throws IOException {
        alice.connect(bob.addresses().getFirst());
        Eventually.holds(
                "each knows the other",
                () -> infoOf(bob, alice).isPresent() && infoOf(alice, bob).isPresent());

        bob.accept("/test/news", Stream::close);

        Eventually.holds(
                "alice heard",
                () -> infoOf(alice, bob).orElseThrow().protocols().contains("/test/news"));
    }

    private static Optional<PeerInfo> infoOf(Host asker, Host about) {
        return ((Libp2pHost) asker).infoOf(about.id());
    }
}
