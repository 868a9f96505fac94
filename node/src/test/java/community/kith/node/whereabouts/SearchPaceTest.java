package community.kith.node.whereabouts;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SearchPaceTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final PeerId ADA =
            PeerId.of(SigningKey.generate(new Random(1)).verifyingKey());
    private static final PeerId BEN =
            PeerId.of(SigningKey.generate(new Random(2)).verifyingKey());
    private final SearchPace pace = new SearchPace(Duration.ofSeconds(20), Duration.ofMinutes(30));

    private List<Long> turns(List<PeerId> absent, Instant from, Duration time) {
        List<Long> seconds = new ArrayList<>();
        for (Instant now = from; now.isBefore(from.plus(time)); now = now.plusSeconds(5)) {
            if (pace.due(absent, now).contains(ADA)) {
                seconds.add(Duration.between(from, now).toSeconds());
            }
        }
        return seconds;
    }

    @Test
    void searchesLessAndLess() {
        assertThat(turns(List.of(ADA), START, Duration.ofMinutes(12))).containsExactly(0L, 20L, 60L, 140L, 300L, 620L);
    }

    @Test
    void beginsAnewWithWhoeverWasBack() {
        turns(List.of(ADA), START, Duration.ofHours(1));
        Instant later = START.plus(Duration.ofHours(1));
        assertThat(pace.due(List.of(BEN), later)).containsExactly(BEN);

        assertThat(turns(List.of(ADA), later, Duration.ofSeconds(30))).containsExactly(0L, 20L);
    }
}
