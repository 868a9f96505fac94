package community.kith.community.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.reach.Reach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvictionDeciderTest {
    private static final Did ADA = did(1);
    private static final Did BEN = did(2);
    private static final Scarcity NONE = new Scarcity(Map.of(), new TreeMap<>(), 0);

    private int next;

    @Test
    void letsNobodyGoWhileThereIsRoom() {
        assertThat(NONE.isNone()).isTrue();
        assertThat(EvictionDecider.decide(NONE, List.of(gift(Reach.COMMONS, 10), pinned(Reach.COMMONS, 10))))
                .isEmpty();
    }

    @Test
    void takesGiftsBeforeWhatWasPinnedAndThatOnlyAsFarAsTheDiskNeeds() {
        Lodger gift = gift(Reach.NEIGHBORHOOD, 10);
        Lodger pin = pinned(Reach.COMMONS, 10);
        Lodger another = pinned(Reach.PRIVATE, 10);
        List<Lodger> all = List.of(another, pin, gift);
        assertThat(lodgers(disk(5), all)).containsExactly(gift);
        assertThat(lodgers(disk(15), all)).containsExactly(gift, pin);
        assertThat(lodgers(disk(1000), all)).containsExactly(gift, pin, another);
    }

    @Test
    void takesWhatReachesFurthestFirstAndTheLatestOfThose() {
        Lodger old = gift(Reach.COMMONS, 10);
        Lodger late = gift(Reach.COMMONS, 10);
        Lodger near = gift(Reach.NEIGHBORHOOD, 10);
        assertThat(lodgers(disk(25), List.of(near, old, late))).containsExactly(late, old, near);
    }

    @Test
    void takesOnlyWhatIsBeyondABudget() {
        Lodger one = pinned(Reach.COMMONS, 10);
        Lodger two = pinned(Reach.LOCAL, 10);
        Lodger gift = gift(Reach.COMMONS, 10);
        Scarcity over = new Scarcity(Map.of(Layer.INVESTED, 10L), new TreeMap<>(), 0);
        assertThat(lodgers(over, List.of(two, one, gift))).containsExactly(one);
    }

    @Test
    void takesNoMoreThanIsBeyondAPledgeHoweverLittleRoomThereIs() {
        Lodger big = of(Layer.RECIPROCAL, ADA, Reach.PRIVATE, 100);
        Lodger small = of(Layer.RECIPROCAL, ADA, Reach.PRIVATE, 30);
        Lodger bens = of(Layer.RECIPROCAL, BEN, Reach.PRIVATE, 30);
        List<Lodger> all = List.of(big, small, bens);
        assertThat(lodgers(beyond(30), all)).containsExactly(small);
        assertThat(lodgers(beyond(130), all)).containsExactlyInAnyOrder(small, big);
        // 20 bytes of the big one are beyond, and the small one is not in the way then.
        assertThat(lodgers(beyond(50), all)).containsExactly(big);
        assertThat(lodgers(beyond(10), all)).containsExactly(small);
        assertThat(lodgers(beyond(0), all)).isEmpty();
    }

    @Test
    void givesNoticeOnce() {
        Lodger first = gift(Reach.NEIGHBORHOOD, 10);
        Lodger noticed = new Lodger(
                first.layer(), first.owner(), first.what(), first.reach(), first.bytes(), first.since(), true);
        Lodger wider = gift(Reach.COMMONS, 10);
        assertThat(lodgers(disk(10), List.of(wider, noticed))).containsExactly(noticed);
    }

    @Test
    void neverTouchesWhatIsMine() {
        assertThatThrownBy(() -> of(Layer.SOVEREIGN, ADA, Reach.COMMONS, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decidesTheSameInWhateverOrderItIsAskedAndNoMoreThanItMust() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            List<Lodger> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Layer layer =
                        List.of(Layer.GIFT, Layer.INVESTED, Layer.RECIPROCAL).get(random.nextInt(3));
                Reach reach = List.of(Reach.values()).get(random.nextInt(Reach.values().length));
                all.add(of(layer, random.nextBoolean() ? ADA : BEN, reach, 1 + random.nextInt(50)));
            }
            long need = random.nextInt(800);
            List<Eviction> gone = EvictionDecider.decide(disk(need), all);
            Collections.shuffle(all, new Random(round));
            assertThat(EvictionDecider.decide(disk(need), all)).isEqualTo(gone);
            long freed = gone.stream().mapToLong(one -> one.lodger().bytes()).sum();
            long could = all.stream()
                    .filter(one -> one.layer() != Layer.RECIPROCAL)
                    .mapToLong(Lodger::bytes)
                    .sum();
            assertThat(freed).isGreaterThanOrEqualTo(Math.min(need, could));
            assertThat(gone.isEmpty() || freed - gone.getLast().lodger().bytes() < need)
                    .isTrue();
            assertThat(gone).noneMatch(one -> one.lodger().layer() == Layer.RECIPROCAL);
        }
    }

    private static List<Lodger> lodgers(Scarcity scarcity, List<Lodger> all) {
        return EvictionDecider.decide(scarcity, all).stream()
                .map(Eviction::lodger)
                .toList();
    }

    private static Scarcity beyond(long bytes) {
        return new Scarcity(Map.of(), new TreeMap<>(Map.of(ADA, bytes)), 1_000_000);
    }

    private static Scarcity disk(long bytes) {
        return new Scarcity(Map.of(), new TreeMap<>(), bytes);
    }

    private Lodger gift(Reach reach, long bytes) {
        return of(Layer.GIFT, ADA, reach, bytes);
    }

    private Lodger pinned(Reach reach, long bytes) {
        return of(Layer.INVESTED, ADA, reach, bytes);
    }

    private Lodger of(Layer layer, Did owner, Reach reach, long bytes) {
        next++;
        Cid cid = Cid.ofRaw(new byte[] {(byte) next, (byte) (next >> 8)});
        return new Lodger(layer, owner, cid, reach, bytes, Instant.ofEpochSecond(next), false);
    }

    private static Did did(int seed) {
        return Did.of(SigningKey.generate(new SplittableRandom(seed)).verifyingKey());
    }
}
