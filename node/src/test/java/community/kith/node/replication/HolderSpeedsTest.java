package community.kith.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HolderSpeedsTest {
    private static final PeerId ADA =
            PeerId.of(SigningKey.generate(new Random(1)).verifyingKey());
    private static final PeerId BEN =
            PeerId.of(SigningKey.generate(new Random(2)).verifyingKey());

    private long now = 1;
    private final HolderSpeeds speeds = new HolderSpeeds(() -> now);

    @Test
    void patienceIsWhatAllButOneInTwentyStayedBelow() {
        for (int i = 1; i <= 20; i++) {
            speeds.note(ADA, 1_000, i);
        }
        assertThat(speeds.patienceNanos(ADA, 1_000)).hasValue(19);
        assertThat(speeds.usualNanos(ADA, 1_000)).hasValue(11);
        assertThat(speeds.patienceNanos(BEN, 1_000)).isEmpty();
    }

    @Test
    void largerPiecesTakeLongerAndSmallerOnesAreNotTakenToBeFaster() {
        for (int i = 0; i < 5; i++) {
            speeds.note(ADA, 1_000, 10);
        }
        assertThat(speeds.patienceNanos(ADA, 4_000)).hasValue(40);
        assertThat(speeds.patienceNanos(ADA, 10)).hasValue(10);
    }

    @Test
    void whoFailedIsShunnedForAMomentOrUntilItGivesAgain() {
        speeds.failed(ADA);
        speeds.failed(BEN);
        assertThat(speeds.isShunned(ADA)).isTrue();
        speeds.note(ADA, 1, 1);
        assertThat(speeds.isShunned(ADA)).isFalse();
        now += Duration.ofSeconds(6).toNanos();
        assertThat(speeds.isShunned(BEN)).isFalse();
    }

    @Test
    void whoFailsAgainAndAgainIsShunnedForLonger() {
        speeds.failed(ADA);
        speeds.failed(ADA);
        now += Duration.ofSeconds(9).toNanos();
        assertThat(speeds.isShunned(ADA)).isTrue();
        now += Duration.ofSeconds(2).toNanos();
        assertThat(speeds.isShunned(ADA)).isFalse();
    }

    @Test
    void forgetsWhatWasMeasuredLongAgo() {
        speeds.note(ADA, 1_000, 10);
        now += Duration.ofMinutes(6).toNanos();
        assertThat(speeds.usualNanos(ADA, 1_000)).isEmpty();
    }

    @Test
    void noMoreThanATwentiethIsAskedForTwice() {
        HedgeBudget budget = new HedgeBudget();
        int twice = 0;
        for (int i = 0; i < 10_000; i++) {
            budget.came(1 << 20);
            twice += budget.spend(1 << 20) ? 1 : 0;
        }
        assertThat(twice).isBetween(500, 510);
    }
}
