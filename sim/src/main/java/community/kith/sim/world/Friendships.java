package community.kith.sim.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Who is friends with whom: a ring of neighbours in which some bonds lead far away (a small world: Watts and Strogatz,
/// Nature 393, 1998). Nobody has fewer than [#FEWEST] or more than [#MOST] friends, where there are people enough.
public final class Friendships {
    public static final int FEWEST = 8;
    public static final int MOST = 14;

    private static final int EACH_SIDE = 5;
    private static final double FAR_AWAY = 0.2;

    private final int people;
    private final int[] friends;
    private final Set<Pair> pairs = new HashSet<>();

    private Friendships(int people) {
        this.people = people;
        this.friends = new int[people];
    }

    /// Two friends, by number.
    public record Pair(int low, int high) {
        public Pair {
            if (low >= high) {
                throw new IllegalArgumentException(low + " and " + high + " make no pair in order");
            }
        }

        static Pair of(int a, int b) {
            return new Pair(Math.min(a, b), Math.max(a, b));
        }
    }

    /// The pairs among so many people, in an order that the chance decides.
    public static List<Pair> among(int people, RandomGenerator chance) {
        Friendships friendships = new Friendships(people);
        List<Pair> made = new ArrayList<>();
        for (Pair near : friendships.ring()) {
            friendships.add(near);
            made.add(near);
        }
        made.replaceAll(near -> chance.nextDouble() < FAR_AWAY ? friendships.instead(near, chance) : near);
        return made;
    }

    private List<Pair> ring() {
        List<Pair> ring = new ArrayList<>();
        int reach = Math.min(EACH_SIDE, (people - 1) / 2);
        for (int one = 0; one < people; one++) {
            for (int step = 1; step <= reach; step++) {
                ring.add(Pair.of(one, (one + step) % people));
            }
        }
        return ring;
    }

    /// The same bond at one end, somewhere else at the other; as it was where nobody fits.
    private Pair instead(Pair near, RandomGenerator chance) {
        boolean turn = chance.nextBoolean();
        int stays = turn ? near.low : near.high;
        int leaves = turn ? near.high : near.low;
        int other = chance.nextInt(people);
        if (other == stays || friends[leaves] <= FEWEST || friends[other] >= MOST) {
            return near;
        }
        Pair far = Pair.of(stays, other);
        if (pairs.contains(far)) {
            return near;
        }
        pairs.remove(near);
        friends[near.low]--;
        friends[near.high]--;
        add(far);
        return far;
    }

    private void add(Pair pair) {
        pairs.add(pair);
        friends[pair.low]++;
        friends[pair.high]++;
    }

    @Override
    public String toString() {
        return people + " people with " + Arrays.toString(friends) + " friends";
    }
}
