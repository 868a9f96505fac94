package community.kith.p2p.muxer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {
    private static final Duration ROUND_TRIP = Duration.ofMillis(100);
    private static final int HALF = Frame.INITIAL_WINDOW / 2;
    private static final long LIMIT = 16L << 20;

    private final AtomicLong now = new AtomicLong();
    private final WindowBudget budget = WindowBudget.of(32L << 20);
    private final ReceiveWindow window = new ReceiveWindow(LIMIT, budget, now::get);

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void waitsUntilHalfIsRead() {
        assertThat(window.arrived(Frame.INITIAL_WINDOW)).isTrue();
        assertThat(window.read(HALF - 1, ROUND_TRIP)).isZero();
        passes(Duration.ofSeconds(10));
        assertThat(window.read(1, ROUND_TRIP)).isEqualTo(HALF);
    }

    @Test
    void doublesWhenHalfIsReadWithinFourRoundTrips() {
        window.arrived(HALF);
        passes(Duration.ofMillis(399));

        assertThat(window.read(HALF, ROUND_TRIP)).isEqualTo(HALF + Frame.INITIAL_WINDOW);
    }

    @Test
    void keepsItsSizeWhenTheReaderIsSlow() {
        window.arrived(HALF);
        passes(Duration.ofMillis(401));

        assertThat(window.read(HALF, ROUND_TRIP)).isEqualTo(HALF);
    }

    @Test
    void keepsItsSizeWhileTheRoundTripIsUnknown() {
        window.arrived(HALF);

        assertThat(window.read(HALF, Duration.ZERO)).isEqualTo(HALF);
    }

    @Test
    void growsToItsLimitAndNoFurther() {
        long granted = Frame.INITIAL_WINDOW;
        for (int i = 0; i < 2000; i++) {
            assertThat(window.arrived(HALF)).isTrue();
            granted += window.read(HALF, ROUND_TRIP) - HALF;
        }
        assertThat(granted).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT / 2);
    }

    @Test
    void refusesWhatWasNotGranted() {
        assertThat(window.arrived(Frame.INITIAL_WINDOW)).isTrue();
        assertThat(window.arrived(1)).isFalse();
    }

    @Test
    void growsOnlyAsFarAsTheBudgetGoesAndGivesItBack() {
        WindowBudget small = WindowBudget.of(Frame.INITIAL_WINDOW);
        ReceiveWindow first = new ReceiveWindow(LIMIT, small.part(LIMIT), now::get);
        ReceiveWindow second = new ReceiveWindow(LIMIT, small.part(LIMIT), now::get);
        first.arrived(HALF);
        second.arrived(HALF);

        assertThat(first.read(HALF, ROUND_TRIP)).isEqualTo(HALF + Frame.INITIAL_WINDOW);
        assertThat(second.read(HALF, ROUND_TRIP)).isEqualTo(HALF);

        first.release();
        second.arrived(HALF);
        assertThat(second.read(HALF, ROUND_TRIP)).isEqualTo(HALF + Frame.INITIAL_WINDOW);
    }
}
