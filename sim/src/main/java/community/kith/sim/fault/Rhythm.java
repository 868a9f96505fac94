package community.kith.sim.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// How somebody uses a laptop: on for a part of each day, beginning at an hour of their own, give or take; the lid is
/// closed now and then; and once in a while they are away with the laptop off for days.
///
/// @param on the part of the day that it is on, trips left out
/// @param begins the time of day at which it is switched on
/// @param naps how often a day the lid is closed for a while
/// @param trips how many times a day a trip begins; 1/60 is every other month
public record Rhythm(double on, Duration begins, double naps, double trips) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MONTH_DAYS = 30;
    private static final int JITTER_MINUTES = 90;
    private static final int NAP_MINUTES = 45;
    private static final int SHORTEST_TRIP_HOURS = 30;
    private static final int LONGEST_TRIP_HOURS = 96;

    /// A rhythm as the chance gives it.
    public static Rhythm within(Habits habits, RandomGenerator chance) {
        return new Rhythm(
                between(habits.leastOn(), habits.mostOn(), chance),
                Duration.ofMinutes(chance.nextInt((int) DAY.toMinutes())),
                between(0, habits.naps(), chance),
                between(0, habits.tripsAMonth() / MONTH_DAYS, chance));
    }

    private static double between(double least, double most, RandomGenerator chance) {
        return least + (most - least) * chance.nextDouble();
    }

    /// The spells in which it is on, from `start` on for so many days; ordered, none touching another.
    public List<Spell> spells(Instant start, int days, RandomGenerator chance) {
        List<Spell> spells = new ArrayList<>();
        Instant end = start.plus(DAY.multipliedBy(days));
        Instant free = start;
        for (int day = -1; day <= days; day++) {
            Instant from = start.plus(DAY.multipliedBy(day)).plus(begins).plus(jitter(chance));
            Instant to = from.plus(minutes(on * DAY.toMinutes())).plus(jitter(chance));
            if (chance.nextDouble() < trips) {
                free = later(
                        free, from.plus(Duration.ofHours(chance.nextInt(SHORTEST_TRIP_HOURS, LONGEST_TRIP_HOURS))));
            }
            Instant since = later(later(from, free), start);
            Instant until = to.isAfter(end) ? end : to;
            if (since.isBefore(until)) {
                free = withNaps(new Spell(since, until), spells, chance);
            }
        }
        return List.copyOf(spells);
    }

    /// @return from when on the next spell may begin
    private Instant withNaps(Spell whole, List<Spell> spells, RandomGenerator chance) {
        Instant from = whole.from();
        double expected = naps * Duration.between(whole.from(), whole.to()).toMinutes() / DAY.toMinutes();
        for (int nap = 0; nap < 3; nap++) {
            Instant closed = from.plus(minutes(chance.nextDouble(8 * 60)));
            Instant open = closed.plusSeconds(60L * chance.nextInt(5, 2 * NAP_MINUTES));
            if (chance.nextDouble() < expected / 3 && from.isBefore(closed) && open.isBefore(whole.to())) {
                spells.add(new Spell(from, closed));
                from = open;
            }
        }
        spells.add(new Spell(from, whole.to()));
        return whole.to().plusSeconds(60);
    }

    private static Duration jitter(RandomGenerator chance) {
        return Duration.ofMinutes(chance.nextInt(-JITTER_MINUTES / 2, JITTER_MINUTES / 2));
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMinutes((long) minutes);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
