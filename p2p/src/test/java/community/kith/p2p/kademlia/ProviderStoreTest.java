package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProviderStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Key SELF = key(0);
    private static final StoreLimits LIMITS = new StoreLimits(10, 6, 1000, Duration.ofDays(2), Duration.ofMinutes(30));

    private final ProviderStore store = new ProviderStore(SELF, LIMITS);
    private final List<Multiaddr> addresses = addresses();

    private static List<Multiaddr> addresses() {
        try {
            return List.of(Multiaddr.parse("/ip4/203.0.113.7/tcp/4001"));
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private static Key key(int number) {
        return Key.of(new byte[] {(byte) number, (byte) (number >> 8)});
    }

    private static PeerId peer(int number) {
        try {
            return PeerId.fromBytes(Multihash.sha256(new byte[] {(byte) number}).bytes());
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void addressesAreToldForHalfAnHourAndThePeerForTwoDays() {
        store.add(key(1), peer(1), addresses, NOW);

        assertThat(store.of(key(1), NOW.plus(Duration.ofMinutes(29)), 9)).containsExactly(new Told(peer(1), addresses));
        assertThat(store.of(key(1), NOW.plus(Duration.ofHours(47)), 9)).containsExactly(new Told(peer(1), List.of()));
        assertThat(store.of(key(1), NOW.plus(Duration.ofDays(2)), 9)).isEmpty();

        store.expire(NOW.plus(Duration.ofDays(2)));
        assertThat(store.size()).isZero();
    }

    @Test
    void theLatestHeardFromComeFirst() {
        store.add(key(1), peer(1), addresses, NOW);
        store.add(key(1), peer(2), addresses, NOW);
        store.add(key(1), peer(1), addresses, NOW.plusSeconds(1));

        assertThat(store.of(key(1), NOW, 1)).extracting(Told::peer).containsExactly(peer(1));
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void onePeerProvidesNoMoreThanItsShare() {
        for (int i = 0; i < 6; i++) {
            assertThat(store.add(key(i), peer(1), addresses, NOW)).isTrue();
        }
        assertThat(store.add(key(7), peer(1), addresses, NOW)).isFalse();
        assertThat(store.add(key(7), peer(2), addresses, NOW)).isTrue();
        assertThat(store.add(key(3), peer(1), addresses, NOW)).isTrue();
        assertThat(store.size()).isEqualTo(7);
    }

    @Test
    void whoProvidesTheMostGivesUpWhatIsFarthest() {
        List<Key> keys = IntStream.range(0, 20)
                .mapToObj(ProviderStoreTest::key)
                .sorted(SELF::nearer)
                .toList();
        keys.subList(0, 4).forEach(key -> store.add(key, peer(1), addresses, NOW));
        keys.subList(14, 20).forEach(key -> store.add(key, peer(2), addresses, NOW));
        assertThat(store.size()).isEqualTo(10);

        assertThat(store.add(keys.get(10), peer(3), addresses, NOW)).isTrue();

        assertThat(store.size()).isEqualTo(10);
        assertThat(store.of(keys.get(19), NOW, 9)).isEmpty();
        assertThat(store.of(keys.get(3), NOW, 9)).hasSize(1);
        assertThat(store.of(keys.get(10), NOW, 9)).hasSize(1);
    }

    @Test
    void aCrowdFillsItNoFurther() {
        for (int i = 0; i < 100; i++) {
            store.add(key(i), peer(i), addresses, NOW);
        }
        assertThat(store.size()).isEqualTo(10);
        store.expire(NOW.plus(Duration.ofDays(2)));
        assertThat(store.size()).isZero();
        assertThat(store.add(key(1), peer(1), addresses, NOW)).isTrue();
    }
}
