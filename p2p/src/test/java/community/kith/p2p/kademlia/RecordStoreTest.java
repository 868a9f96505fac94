package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final StoreLimits LIMITS = new StoreLimits(10, 6, 2_200, Duration.ofDays(2), Duration.ofMinutes(30));

    private final RecordStore store =
            new RecordStore(Key.of(new byte[] {0}), LIMITS, new Validators(Map.of("test", new Newest())));

    private static byte[] key(int number) {
        return "/test/%03d".formatted(number).getBytes(StandardCharsets.UTF_8);
    }

    private static Entry entry(int number, int version) {
        return new Entry(key(number), new byte[] {(byte) version});
    }

    @Test
    void theBetterValueStaysWhicheverCameFirst() {
        store.offer(entry(1, 5), NOW);

        assertThat(store.offer(entry(1, 3), NOW).value()).containsExactly(5);
        assertThat(store.offer(entry(1, 8), NOW).value()).containsExactly(8);
        assertThat(store.get(key(1), NOW).orElseThrow().value()).containsExactly(8);
    }

    @Test
    void theSameValueAgainLivesOn() {
        store.offer(entry(1, 5), NOW);
        store.offer(entry(1, 5), NOW.plus(Duration.ofHours(40)));

        assertThat(store.get(key(1), NOW.plus(Duration.ofHours(80)))).isPresent();
        assertThat(store.get(key(1), NOW.plus(Duration.ofHours(88)))).isEmpty();
        assertThat(store.offer(entry(1, 2), NOW.plus(Duration.ofHours(88))).value())
                .containsExactly(2);
    }

    @Test
    void holdsNoMoreBytesThanItMay() {
        for (int i = 0; i < 100; i++) {
            store.offer(entry(i, 1), NOW);
        }
        assertThat(store.size()).isEqualTo(10);

        store.expire(NOW.plus(Duration.ofDays(2)));
        assertThat(store.size()).isZero();
        store.offer(entry(1, 1), NOW);
        assertThat(store.size()).isEqualTo(1);
    }
}
