package community.kith.node.whereabouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Signal;
import community.kith.p2p.identify.PeerRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalBoardTest {
    private static final InetAddress FAR = InetAddress.ofLiteral("203.0.113.77");
    private static final InetAddress NEAR = InetAddress.ofLiteral("192.168.1.77");
    private static final String PUBLIC = "/ip4/203.0.113.5/tcp/4070";
    private static final String PRIVATE = "/ip4/192.168.1.5/tcp/4070";

    private final Random random = new Random(1);
    private final SigningKey key = SigningKey.generate(random);
    private final PeerId peer = PeerId.of(key.verifyingKey());
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final SignalBoard board = new SignalBoard(() -> now);

    private static byte[] record(SigningKey by, long sequence, String... addresses) throws ProtocolException {
        List<Multiaddr> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(Multiaddr.parse(address));
        }
        return new PeerRecord(PeerId.of(by.verifyingKey()), sequence, all).sealed(by);
    }

    private static Multiaddr address(String text) throws ProtocolException {
        return Multiaddr.parse(text);
    }

    @Test
    void tellsAddressesOfAHouseInTheHouseOnly() throws IOException {
        board.announce(record(key, 1, PUBLIC, PRIVATE), NEAR);

        assertThat(board.find(peer, FAR).map(Signal::addresses))
                .contains(List.of(address(PUBLIC).withPeer(peer)));
        assertThat(board.find(peer, NEAR).map(Signal::addresses))
                .contains(
                        List.of(address(PUBLIC).withPeer(peer), address(PRIVATE).withPeer(peer)));
    }

    @Test
    void takesNoAddressesThatMeanNothingHere() {
        assertThatThrownBy(() -> board.announce(record(key, 1, PRIVATE), FAR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(board.find(peer, NEAR)).isEmpty();
    }

    @Test
    void takesNewerWordsOnly() throws IOException {
        board.announce(record(key, 5, PUBLIC), FAR);

        assertThatThrownBy(() -> board.announce(record(key, 5, PUBLIC), FAR)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> board.announce(record(key, 4, PUBLIC), FAR)).isInstanceOf(RefusedException.class);
        assertThat(board.announce(record(key, 6, PUBLIC), FAR).sequence()).isEqualTo(6);
    }

    @Test
    void forgetsAfterTwoHoursButTakesNoOlderWordForADay() throws IOException {
        board.announce(record(key, 5, PUBLIC), FAR);
        now = now.plus(Duration.ofMinutes(121));

        assertThat(board.find(peer, FAR)).isEmpty();
        assertThatThrownBy(() -> board.announce(record(key, 5, PUBLIC), FAR)).isInstanceOf(RefusedException.class);
        now = now.plus(Duration.ofDays(1));
        assertThat(board.announce(record(key, 5, PUBLIC), FAR).sequence()).isEqualTo(5);
    }

    @Test
    void oneNetworkDoesNotFillIt() throws IOException {
        for (int i = 0; i < 64; i++) {
            board.announce(record(SigningKey.generate(random), 1, PUBLIC), FAR);
        }

        assertThatThrownBy(() -> board.announce(record(key, 1, PUBLIC), FAR)).isInstanceOf(RefusedException.class);
        assertThat(board.announce(record(key, 1, PUBLIC), NEAR).peerId()).isEqualTo(peer);
    }
}
