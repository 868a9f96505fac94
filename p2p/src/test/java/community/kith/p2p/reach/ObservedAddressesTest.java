package community.kith.p2p.reach;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObservedAddressesTest {
    private static final PeerId ALICE = peer(1);
    private static final PeerId BOB = peer(2);
    private static final String HOME = "/ip4/198.51.100.7/tcp/";

    private final ObservedAddresses observed = new ObservedAddresses();

    private void see(PeerId peer, String from, String outside, boolean showsOurPort) throws IOException {
        observed.see(peer, address(from + "/tcp/4001"), address(outside), showsOurPort);
    }

    @Test
    void keepsThePortThatTheRouterGave() throws IOException {
        see(ALICE, "/ip4/192.0.2.1", HOME + 14001, true);
        see(BOB, "/ip4/192.0.2.2", HOME + 51234, false);

        assertThat(observed.outside()).containsExactly(address(HOME + 14001));
    }

    @Test
    void putsFirstWhatMostPeersSee() throws IOException {
        see(ALICE, "/ip4/192.0.2.1", HOME + 14001, true);
        see(BOB, "/ip4/192.0.2.2", HOME + 14001, true);
        see(peer(3), "/ip4/192.0.2.3", HOME + 9, true);

        assertThat(observed.outside()).containsExactly(address(HOME + 14001), address(HOME + 9));
    }

    @Test
    void guessesTheListenPortOnlyWhenPeersOfTwoNetworksAgreeOnTheAddress() throws IOException {
        List<Multiaddr> listening = List.of(
                address("/ip4/10.0.0.2/tcp/4001"),
                address("/ip4/10.0.0.2/udp/4002/quic-v1"),
                address("/ip6/::1/tcp/1"));
        see(ALICE, "/ip4/192.0.2.1", HOME + 51234, false);
        see(BOB, "/ip4/192.0.2.1", HOME + 51235, false);
        assertThat(observed.guesses(listening)).isEmpty();

        see(BOB, "/ip4/192.0.2.2", HOME + 51235, false);

        assertThat(observed.guesses(listening))
                .containsExactly(address(HOME + 4001), address("/ip4/198.51.100.7/udp/4002/quic-v1"));
    }

    @Test
    void tellsTheTwoKindsOfRouterApart() throws IOException {
        see(ALICE, "/ip4/192.0.2.1", HOME + 14001, true);
        assertThat(observed.router(List.of())).isEqualTo(RouterKind.UNKNOWN);
        see(BOB, "/ip4/192.0.2.2", HOME + 14001, true);
        assertThat(observed.router(List.of())).isEqualTo(RouterKind.SAME_PORT_FOR_ALL);

        see(BOB, "/ip4/192.0.2.2", HOME + 14002, true);

        assertThat(observed.router(List.of())).isEqualTo(RouterKind.OTHER_PORT_FOR_EACH);
    }

    @Test
    void knowsThatThereIsNoRouter() throws IOException {
        see(ALICE, "/ip4/192.0.2.1", HOME + 4001, true);

        assertThat(observed.router(List.of(address(HOME + 4001).withPeer(BOB)))).isEqualTo(RouterKind.NONE);
    }

    @Test
    void listensToNobodyInTheHouseAndForgetsWhoLeft() throws IOException {
        see(ALICE, "/ip4/192.168.1.4", HOME + 14001, true);
        see(ALICE, "/ip4/192.0.2.1", "/ip4/192.168.1.2/tcp/4001", true);
        see(ALICE, "/ip4/192.0.2.1", "/dns4/example.com/tcp/4001", true);
        assertThat(observed.outside()).isEmpty();

        see(ALICE, "/ip4/192.0.2.1", HOME + 14001, true);
        observed.forget(ALICE);

        assertThat(observed.outside()).isEmpty();
    }

    @Test
    void boundsWhatItKeeps() throws IOException {
        for (int i = 0; i < 300; i++) {
            see(peer(100 + i), "/ip4/192.0.2.1", HOME + (1000 + i), true);
        }

        assertThat(observed.outside()).hasSize(128);
    }

    private static Multiaddr address(String text) throws IOException {
        return Multiaddr.parse(text);
    }

    private static PeerId peer(int seed) {
        return PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey());
    }
}
