package community.kith.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void spellsFollowEachOtherWithinTheMonth() {
        for (int seed = 0; seed < 200; seed++) {
            List<Spell> spells = spells(Habits.LAPTOPS, seed);

            assertThat(spells.getFirst().from()).isAfterOrEqualTo(START);
            assertThat(spells.getLast().to()).isBeforeOrEqualTo(START.plus(Duration.ofDays(30)));
            for (int i = 1; i < spells.size(); i++) {
                assertThat(spells.get(i).from()).isAfter(spells.get(i - 1).to());
            }
        }
    }

    @Test
    void laptopsAreOnForAboutThreeQuartersOfTheTime() {
        double mean = IntStream.range(0, 200)
                .mapToDouble(seed -> on(spells(Habits.LAPTOPS, seed)))
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(0.68, 0.80);
    }

    @Test
    void whatIsAlwaysOnIsOnAllTheTimeButMinutes() {
        assertThat(on(spells(Habits.ALWAYS_ON, 1))).isGreaterThan(0.95);
    }

    @Test
    void oneInTenDiesInAMonth() {
        Random chance = new Random(1);
        long dead = IntStream.range(0, 10_000)
                .filter(each -> new Mortality(0.1).within(START, 30, chance).isPresent())
                .count();

        assertThat(dead).isBetween(900L, 1_100L);
        assertThat(new Mortality(0).within(START, 30, new Random(1))).isEmpty();
    }

    private static List<Spell> spells(Habits habits, long seed) {
        Random chance = new Random(seed);
        return Rhythm.within(habits, chance).spells(START, 30, chance);
    }

    private static double on(List<Spell> spells) {
        Duration on = spells.stream()
                .map(spell -> Duration.between(spell.from(), spell.to()))
                .reduce(Duration.ZERO, Duration::plus);
        return (double) on.toMinutes() / Duration.ofDays(30).toMinutes();
    }
}
