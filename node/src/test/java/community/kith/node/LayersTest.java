package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.community.layer.Budgets;
import community.kith.community.layer.Layer;
import community.kith.node.Village.Villager;
import community.kith.node.api.Check;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NodeStatus;
import community.kith.node.api.Progress;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Removal;
import community.kith.node.api.Tier;
import community.kith.node.ledger.FaultyBlobs;
import community.kith.store.blob.MemoryBlobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Layers on whole nodes: where bytes count, and what goes when there is too little room.
class LayersTest {
    @Test
    void whatIsPinnedIsInvestedUntilItIsPutAndAgainWhenThatIsRemoved() throws IOException {
        try (var village = new Village(31)) {
            List<Villager> circle = circle(village, 7);
            Villager ada = circle.get(0);
            Villager ben = circle.get(1);
            byte[] bytes = random(1, 300_000);
            FileInfo put = ada.put("neighborhood", bytes);
            assertThat(used(ada, Layer.INVESTED)).isZero();
            assertThat(used(ada, Layer.SOVEREIGN)).isGreaterThan(300_000);

            ben.node().pin(put.link(), Progress.NONE);
            assertThat(used(ben, Layer.INVESTED)).isGreaterThan(200_000);
            assertThat(used(ben, Layer.SOVEREIGN)).isZero();
            exact(circle);

            ben.node().remove(put.manifest(), Removal.FOR_GOOD);
            assertThat(used(ben, Layer.INVESTED)).isZero();
            exact(circle);
        }
    }

    @Test
    void pinsNoMoreThanTheBudget() throws IOException {
        Budgets budgets = new Budgets(OptionalLong.empty(), OptionalLong.of(100_000), 0);
        try (var village = new Village(32, budgets)) {
            List<Villager> circle = circle(village, 4);
            FileInfo put = circle.get(0).put("neighborhood", random(2, 300_000));
            assertThatThrownBy(() -> circle.get(1).node().pin(put.link(), Progress.NONE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("budget.invested");
            assertThat(used(circle.get(1), Layer.INVESTED)).isZero();
            FileInfo small = circle.get(0).put("neighborhood", random(3, 50_000));
            circle.get(1).node().pin(small.link(), Progress.NONE);
        }
    }

    @Test
    void whatIsBeyondASmallerPledgeIsHandedOverAndEndsAWeekAfterItsOwnerWasTold() throws IOException {
        try (var village = new Village(33)) {
            List<Villager> circle = circle(village, 8);
            Villager ada = circle.get(0);
            byte[] bytes = random(4, 2_000_000);
            FileInfo put = ada.put("private", bytes);
            Villager ben = circle.stream()
                    .filter(one -> !one.equals(ada) && one.keepsFor(ada) > 100_000)
                    .findFirst()
                    .orElseThrow();
            long before = ben.keepsFor(ada);
            village.away(ada);

            ben.node().pledge(ada.did(), 50_000);
            assertThat(budgetCheck(ben).outcome()).isEqualTo(Check.Outcome.WARNING);
            village.pass(Duration.ofDays(10), List.of(ada));
            assertThat(ben.keepsFor(ada))
                    .as("nothing goes before its owner knows")
                    .isEqualTo(before);

            village.back(ada);
            village.pass(Duration.ofHours(6), List.of());
            assertThat(ben.keepsFor(ada))
                    .as("nothing goes before the notice has passed")
                    .isEqualTo(before);
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
            village.pass(Duration.ofDays(8), List.of());

            assertThat(ben.keepsFor(ada)).isLessThanOrEqualTo(50_000);
            assertThat(budgetCheck(ben).outcome()).isEqualTo(Check.Outcome.WELL);
            assertThat(ada.node().info(put.manifest()).tier()).isNotEqualTo(Tier.ACCEPTED);
            assertThat(ada.read(put)).isEqualTo(bytes);
            exact(circle);
        }
    }

    @Test
    void aPledgeThatIsRaisedAgainTakesTheNoticeBack() throws IOException {
        try (var village = new Village(34)) {
            List<Villager> circle = circle(village, 5);
            Villager ada = circle.get(0);
            Villager ben = circle.get(1);
            ada.put("private", random(5, 500_000));
            long before = ben.keepsFor(ada);
            village.away(ada);
            ben.node().pledge(ada.did(), 10);
            ben.node().tick();
            assertThat(ben.ledger().database().number("SELECT count(*) FROM notice"))
                    .isPositive();
            ben.node().pledge(ada.did(), 10_000_000);
            ben.node().tick();
            assertThat(ben.ledger().database().number("SELECT count(*) FROM notice"))
                    .isZero();
            assertThat(ben.keepsFor(ada)).isEqualTo(before);
        }
    }

    @Test
    void aFullDiskLetsGoOfPinsThatOthersKeepAndOfNothingElse() throws IOException {
        try (var village = new Village(35)) {
            List<Villager> circle = new ArrayList<>();
            for (String name : List.of("Ada", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal")) {
                circle.add(village.settle(name));
            }
            FaultyBlobs disk = new FaultyBlobs(new MemoryBlobs());
            Villager ben = village.settle("Ben", disk);
            circle.add(ben);
            village.befriend(circle);
            Villager ada = circle.get(0);
            byte[] bytes = random(6, 400_000);
            FileInfo theirs = ada.put("neighborhood", bytes);
            FileInfo mine = ben.put("private", random(7, 400_000));
            ben.node().pin(theirs.link(), Progress.NONE);
            village.pass(Duration.ofHours(2), List.of());
            long own = used(ben, Layer.SOVEREIGN);
            long kept = ben.keepsFor(ada);
            assertThat(used(ben, Layer.INVESTED)).isGreaterThan(100_000);

            disk.hasFree(-1_000_000);
            village.pass(Duration.ofHours(2), List.of());

            assertThat(used(ben, Layer.INVESTED)).isLessThan(20_000);
            assertThat(used(ben, Layer.SOVEREIGN)).isEqualTo(own);
            assertThat(ben.keepsFor(ada)).isGreaterThanOrEqualTo(kept);
            assertThat(ben.node().info(theirs.manifest()).released()).isTrue();
            assertThat(ben.node().info(theirs.manifest()).tier()).isNotEqualTo(Tier.ACCEPTED);
            assertThat(ben.read(theirs)).isEqualTo(bytes);
            assertThat(ben.node().info(mine.manifest()).released()).isFalse();
            exact(circle);
        }
    }

    private static List<Villager> circle(Village village, int people) throws IOException {
        List<Villager> circle = new ArrayList<>();
        for (String name :
                List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal").subList(0, people)) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }

    private static void exact(List<Villager> circle) throws IOException {
        for (Villager one : circle) {
            one.node().tick();
            assertThat(one.node().doctor())
                    .filteredOn(check -> check.name().equals("accounting"))
                    .allMatch(check -> check.outcome() == Check.Outcome.WELL);
            long inLayers = one.node().status().layers().stream()
                    .mapToLong(NodeStatus.LayerUse::blobs)
                    .sum();
            assertThat(inLayers).isEqualTo(one.blobs().count());
        }
    }

    private static Check budgetCheck(Villager one) {
        return one.node().doctor().stream()
                .filter(check -> check.name().equals("budgets"))
                .findFirst()
                .orElseThrow();
    }

    private static long used(Villager one, Layer layer) {
        return one.node().status().layers().stream()
                .filter(use -> use.layer().equals(layer.label()))
                .findFirst()
                .orElseThrow()
                .usedBytes();
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
