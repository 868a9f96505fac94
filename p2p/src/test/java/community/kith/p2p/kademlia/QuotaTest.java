package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private final MovingClock clock = new MovingClock();
    private final Quota quota = new Quota(3, 2);

    private static PeerId peer(int number) throws ProtocolException {
        return PeerId.fromBytes(Multihash.sha256(new byte[] {(byte) number}).bytes());
    }

    @Test
    void eachPeerMayAskABurstAndThenAtItsRate() throws ProtocolException {
        PeerId peer = peer(1);
        for (int i = 0; i < 3; i++) {
            assertThat(quota.take(peer, clock.instant())).isTrue();
        }
        assertThat(quota.take(peer, clock.instant())).isFalse();
        assertThat(quota.take(peer(2), clock.instant())).isTrue();

        clock.advance(Duration.ofMillis(500));

        assertThat(quota.take(peer, clock.instant())).isTrue();
        assertThat(quota.take(peer, clock.instant())).isFalse();
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(quota.take(peer, clock.instant())).isTrue();
        }
        assertThat(quota.take(peer, clock.instant())).isFalse();
    }
}
