package community.kith.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FriendshipsTest {
    @Test
    void everybodyHasEightToFourteenFriends() {
        for (int seed = 0; seed < 50; seed++) {
            List<Friendships.Pair> pairs = Friendships.among(200, new Random(seed));

            int[] friends = new int[200];
            pairs.forEach(pair -> {
                friends[pair.low()]++;
                friends[pair.high()]++;
            });
            assertThat(pairs).doesNotHaveDuplicates();
            assertThat(IntStream.of(friends)).allMatch(n -> n >= Friendships.FEWEST && n <= Friendships.MOST);
        }
    }

    @Test
    void mostFriendsAreNeighboursAndSomeAreFarAway() {
        List<Friendships.Pair> pairs = Friendships.among(200, new Random(1));

        long far = pairs.stream().filter(pair -> distance(pair) > 5).count();

        assertThat((double) far / pairs.size()).isBetween(0.1, 0.25);
    }

    @Test
    void aFewPeopleAreAllFriends() {
        assertThat(Friendships.among(5, new Random(1))).hasSize(10).doesNotHaveDuplicates();
        assertThat(Friendships.among(2, new Random(1))).isEmpty();
    }

    private static int distance(Friendships.Pair pair) {
        int apart = pair.high() - pair.low();
        return Math.min(apart, 200 - apart);
    }
}
