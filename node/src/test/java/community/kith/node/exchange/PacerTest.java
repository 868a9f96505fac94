package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final ManualClock clock = new ManualClock(Household.NOW);
    private final Pacer pacer = new Pacer(new Limits.Pace(100, Duration.ofSeconds(10)), clock);

    @Test
    void letsAPeerGoOnThatKeepsThePace() {
        pacer.begin();
        assertThatCode(() -> {
                    for (int i = 0; i < 50; i++) {
                        clock.pass(Duration.ofSeconds(4));
                        pacer.moved(50);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void losesPatienceWithAPeerThatTrickles() {
        pacer.begin();
        clock.pass(Duration.ofSeconds(10));
        assertThatCode(() -> pacer.moved(1)).doesNotThrowAnyException();
        clock.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> pacer.moved(1)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void doesNotCountTheTimeBetweenMessages() {
        pacer.begin();
        pacer.rest();
        clock.pass(Duration.ofDays(1));
        assertThatCode(() -> pacer.moved(1)).doesNotThrowAnyException();
        pacer.begin();
        assertThatCode(() -> pacer.moved(1)).doesNotThrowAnyException();
    }
}
