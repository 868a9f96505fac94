package community.kith.p2p.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private final Pace pace = new Pace(START);

    private List<Long> questions(Instant from, Duration time) {
        List<Long> seconds = new ArrayList<>();
        for (Instant now = from; now.isBefore(from.plus(time)); now = now.plusMillis(250)) {
            if (pace.mustAsk(now)) {
                seconds.add(Duration.between(from, now).toSeconds());
            }
        }
        return seconds;
    }

    @Test
    void asksLessAndLess() {
        assertThat(questions(START, Duration.ofMinutes(4))).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
    }

    @Test
    void asksAnewInAnotherNetwork() {
        questions(START, Duration.ofMinutes(2));
        Instant later = START.plus(Duration.ofMinutes(2));

        pace.moved(later);

        assertThat(questions(later, Duration.ofSeconds(5))).containsExactly(0L, 1L, 3L);
    }

    @Test
    void answersOnceASecondHoweverManyAsk() {
        int answers = 0;
        for (int ms = 0; ms < 10_000; ms += 10) {
            Instant now = START.plusMillis(ms);
            pace.asked(now, Duration.ofMillis(50));
            answers += pace.mustAnswer(now) ? 1 : 0;
        }
        assertThat(answers).isEqualTo(10);
    }

    @Test
    void doesNotAnswerUnasked() {
        assertThat(pace.mustAnswer(START.plusSeconds(100))).isFalse();
        assertThat(pace.next()).isEqualTo(START);
    }
}
