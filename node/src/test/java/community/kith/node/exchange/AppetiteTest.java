package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppetiteTest {
    private static final Instant NOW = Household.NOW;
    private static final Did ADA = Did.of(Household.key("Ada").verifyingKey());
    private static final Did BEN = Did.of(Household.key("Ben").verifyingKey());

    private final Appetite appetite = new Appetite(Rates.DEFAULTS);

    private Optional<Refusal> bite(Did owner, int sizeBytes, Instant at) {
        return appetite.refuse(new Appetite.Bite(owner.toString(), sizeBytes, 1_000_000, 0), at);
    }

    @Test
    void boundsBlobsInAMinuteAndSaysWhenToComeBack() {
        for (int i = 0; i < Rates.DEFAULTS.blobsAMinute(); i++) {
            assertThat(bite(ADA, 1, NOW)).isEmpty();
        }
        assertThat(bite(ADA, 1, NOW)).hasValueSatisfying(no -> {
            assertThat(no.code()).isEqualTo(Refusal.Code.BUSY);
            assertThat(no.reason()).endsWith("come back at 2026-11-21T10:01:00Z");
        });
        assertThat(bite(BEN, 1, NOW)).isEmpty();
        assertThat(bite(ADA, 1, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void boundsBytesInADay() {
        for (int i = 0; i < 4; i++) {
            assertThat(bite(ADA, 1 << 30, NOW)).isEmpty();
        }
        assertThat(bite(ADA, 1, NOW.plus(Duration.ofHours(23)))).hasValueSatisfying(no -> {
            assertThat(no.code()).isEqualTo(Refusal.Code.QUOTA);
            assertThat(no.reason()).endsWith("come back at 2026-11-22T10:00:00Z");
        });
        assertThat(bite(ADA, 1, NOW.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void boundsCrumbs() {
        assertThat(appetite.refuse(new Appetite.Bite(ADA.toString(), 1, 1_000_000, Rates.DEFAULTS.crumbs() - 1), NOW))
                .isEmpty();
        assertThat(appetite.refuse(new Appetite.Bite(ADA.toString(), 1, 1_000_000, Rates.DEFAULTS.crumbs()), NOW))
                .hasValueSatisfying(no -> assertThat(no.code()).isEqualTo(Refusal.Code.QUOTA));
        assertThat(appetite.refuse(new Appetite.Bite(ADA.toString(), 1, 1L << 40, Rates.DEFAULTS.crumbs()), NOW))
                .isEmpty();
    }
}
