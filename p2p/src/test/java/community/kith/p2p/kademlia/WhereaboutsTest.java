package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Scope;
import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    private static Multiaddr address(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private final Multiaddr here = address("/ip4/127.0.0.1/tcp/4001");
    private final Multiaddr house = address("/ip4/192.168.1.7/tcp/4001");
    private final Multiaddr internet = address("/ip4/81.2.69.142/udp/4001/quic-v1");

    @Test
    void addressesThatOneOwnerIsLikelyToHaveAreOneGroup() {
        assertThat(Whereabouts.group(internet)).isEqualTo(Whereabouts.group(address("/ip4/81.2.255.1/tcp/1")));
        assertThat(Whereabouts.group(internet)).isNotEqualTo(Whereabouts.group(address("/ip4/81.3.69.142/tcp/1")));
        assertThat(Whereabouts.group(address("/ip6/2a00:1450:4001::1/tcp/1")))
                .isEqualTo(Whereabouts.group(address("/ip6/2a00:1450:9999::2/tcp/1")))
                .isNotEqualTo(Whereabouts.group(address("/ip6/2a00:1451::1/tcp/1")));
    }

    @Test
    void whoIsInTheHouseIsInNoGroup() {
        assertThat(List.of(here, house, address("/ip6/fd00::1/tcp/1")))
                .allSatisfy(address -> assertThat(Whereabouts.group(address)).isEmpty());
    }

    @Test
    void nobodyIsToldAddressesThatMeanNothingToThem() {
        assertThat(Whereabouts.means(internet, Scope.PUBLIC)).isTrue();
        assertThat(Whereabouts.means(house, Scope.PUBLIC)).isFalse();
        assertThat(Whereabouts.means(here, Scope.PRIVATE)).isFalse();
        assertThat(Whereabouts.means(house, Scope.PRIVATE)).isTrue();
        assertThat(Whereabouts.means(here, Scope.LOOPBACK)).isTrue();
    }

    @Test
    void anOverlayPassesOnWhatMeansSomethingInIt() {
        assertThat(Overlay.IPFS.reach().covers(house)).isFalse();
        assertThat(Overlay.IPFS.reach().covers(internet)).isTrue();
        assertThat(Overlay.IPFS_LAN.reach().covers(house)).isTrue();
        assertThat(Overlay.IPFS_LAN.reach().covers(internet)).isFalse();
        assertThat(Overlay.KITH.reach().covers(here)).isTrue();
    }
}
