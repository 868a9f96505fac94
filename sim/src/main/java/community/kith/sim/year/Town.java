package community.kith.sim.year;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.sim.fault.Rhythm;
import community.kith.sim.fault.Spell;
import community.kith.sim.world.Friendships;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Everything that happens to a town's laptops in a year, drawn beforehand: when each is on, when it dies and of what.
///
/// Laptops sleep together: they are opened in the morning, all in one time zone. A household is one to three people;
/// its
/// network fails now and then, and so does the power of twenty households around it. Once in fifty years fire, water or
/// a burglar takes all laptops of a household. A fifth of all machines is never switched off.
final class Town {
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static final double ALWAYS_ON = 0.2;
    private static final double DISASTERS_A_YEAR = 1 / 50.0;
    private static final double CUTS_A_YEAR = 6;
    private static final double BLACKOUTS_A_YEAR = 1;
    private static final int HOUSEHOLDS_IN_THE_DARK = 20;
    private static final int LONGEST_WITHOUT_DAYS = 14;
    private static final int YEAR_HOURS = 365 * 24;
    /// So long before the beginning the first laptops were bought, so that their ages are mixed.
    private static final int PAST_DAYS = 3650;

    private final YearPlan plan;
    private final Lifeline[] lifelines;
    private final List<List<Integer>> friends = new ArrayList<>();

    Town(YearPlan plan) {
        this.plan = plan;
        int[] household = households();
        int last = household[household.length - 1];
        List<BitSet> cut = IntStream.rangeClosed(0, last / HOUSEHOLDS_IN_THE_DARK)
                .mapToObj(quarter -> outages("blackout", quarter, BLACKOUTS_A_YEAR, 24))
                .toList();
        List<BitSet> offline = IntStream.rangeClosed(0, last)
                .mapToObj(home -> {
                    BitSet hours = outages("cut", home, CUTS_A_YEAR, 48);
                    hours.or(cut.get(home / HOUSEHOLDS_IN_THE_DARK));
                    return hours;
                })
                .toList();
        int[][] disasters =
                IntStream.rangeClosed(0, last).mapToObj(this::disasters).toArray(int[][]::new);
        this.lifelines = IntStream.range(0, plan.people())
                .parallel()
                .mapToObj(person -> lifeline(person, household[person], disasters, offline))
                .toArray(Lifeline[]::new);
        befriend();
    }

    Lifeline lifeline(int person) {
        return lifelines[person];
    }

    /// A person's friends, in the order of their numbers.
    List<Integer> friends(int person) {
        return friends.get(person);
    }

    long laptopsLost() {
        return Arrays.stream(lifelines)
                .flatMap(lifeline -> lifeline.laptops().stream())
                .filter(laptop -> laptop.dies() >= YearPlan.WARM_UP_DAYS * 24 && laptop.dies() < plan.hours())
                .count();
    }

    private int[] households() {
        RandomGenerator chance = plan.seed().chance("household", 0);
        int[] household = new int[plan.people()];
        int home = 0;
        for (int person = 0; person < household.length; home++) {
            for (int size = 1 + chance.nextInt(3); size > 0 && person < household.length; size--) {
                household[person++] = home;
            }
        }
        return household;
    }

    private void befriend() {
        IntStream.range(0, plan.people()).forEach(person -> friends.add(new ArrayList<>()));
        Friendships.among(plan.people(), plan.seed().chance("friends", 0)).forEach(pair -> {
            friends.get(pair.low()).add(pair.high());
            friends.get(pair.high()).add(pair.low());
        });
        friends.forEach(those -> those.sort(null));
    }

    private BitSet outages(String what, int number, double aYear, int longestHours) {
        RandomGenerator chance = plan.seed().chance(what, number);
        BitSet hours = new BitSet();
        double meanGap = YEAR_HOURS / aYear;
        for (double at = -meanGap * Math.log(1 - chance.nextDouble()); at < plan.hours(); ) {
            int length = 1 + chance.nextInt(longestHours);
            hours.set((int) at, Math.min(plan.hours(), (int) at + length));
            at += length - meanGap * Math.log(1 - chance.nextDouble());
        }
        return hours;
    }

    private int[] disasters(int home) {
        RandomGenerator chance = plan.seed().chance("disaster", home);
        double meanGap = YEAR_HOURS / DISASTERS_A_YEAR;
        List<Integer> hours = new ArrayList<>();
        for (double at = -meanGap * Math.log(1 - chance.nextDouble()); at < plan.hours(); ) {
            hours.add((int) at);
            at -= meanGap * Math.log(1 - chance.nextDouble());
        }
        return hours.stream().mapToInt(Integer::intValue).toArray();
    }

    private Lifeline lifeline(int person, int home, int[][] disasters, List<BitSet> offline) {
        RandomGenerator chance = plan.seed().chance("life", person);
        BitSet on = on(chance, offline.get(home));
        List<Laptop> laptops = new ArrayList<>();
        double born = -24.0 * PAST_DAYS * chance.nextDouble();
        while (born < plan.hours()) {
            double dies = born + 24 * plan.life().draw(chance);
            for (int disaster : disasters[home]) {
                dies = disaster > born ? Math.min(dies, disaster) : dies;
            }
            if (dies >= 0) {
                int end = (int) Math.min(dies, 1e9);
                laptops.add(new Laptop(id(person, laptops.size()), home, on, (int) Math.ceil(born), end));
            }
            born = dies + 24 * LONGEST_WITHOUT_DAYS * chance.nextDouble();
        }
        return new Lifeline(laptops);
    }

    private BitSet on(RandomGenerator chance, BitSet offline) {
        BitSet open = new BitSet();
        if (chance.nextDouble() < ALWAYS_ON) {
            open.set(0, plan.hours());
        } else {
            double part = 0.5 + 0.4 * chance.nextDouble();
            Duration morning = Duration.ofMinutes(6 * 60 + chance.nextInt(4 * 60));
            Rhythm rhythm = new Rhythm(part, morning, 2 * chance.nextDouble(), chance.nextDouble() / 30);
            for (Spell spell : rhythm.spells(START, plan.hours() / 24, chance)) {
                open.set(hour(spell.from()), Math.min(plan.hours(), hour(spell.to())));
            }
        }
        open.andNot(offline);
        return open;
    }

    /// The nearest hour.
    private static int hour(Instant at) {
        return (int) ((Duration.between(START, at).toMinutes() + 30) / 60);
    }

    private PeerId id(int person, int laptop) {
        byte[] seed = ByteBuffer.allocate(SigningKey.SEED_BYTES)
                .putLong(plan.seed().value())
                .putInt(person)
                .putInt(laptop)
                .array();
        return PeerId.of(SigningKey.fromSeed(seed).verifyingKey());
    }
}
