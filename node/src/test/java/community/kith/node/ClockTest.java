package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.node.Village.Villager;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.Removal;
import community.kith.node.api.Tier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Clocks that are a year ahead for a while, and set right again.
class ClockTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @Test
    void aYearForwardAndBackForgetsNothingThatCanBeRestored() throws IOException {
        try (var village = new Village(50)) {
            Villager ada = circle(village).getFirst();
            FileInfo put = put(ada);
            ada.node().remove(put.manifest(), Removal.SURE);
            village.pass(Duration.ofHours(2), List.of());

            village.setClocks(YEAR);
            ada.node().tick();
            village.setClocks(YEAR.negated());
            village.pass(Duration.ofHours(2), List.of());

            assertThat(ada.node().restore(put.manifest()).name()).isEqualTo(put.name());
            assertThat(ada.node().health(put.manifest()).missingShards()).isZero();
        }
    }

    @Test
    void whatWasRemovedIsForgottenInTheEnd() throws IOException {
        try (var village = new Village(51)) {
            Villager ada = circle(village).getFirst();
            FileInfo put = put(ada);
            ada.node().remove(put.manifest(), Removal.SURE);

            village.pass(Duration.ofDays(31), List.of());

            assertThat(ada.node().removed()).isEmpty();
        }
    }

    @Test
    void aYearForwardAndBackLeavesHoldersTrustedAndAsked() throws IOException {
        try (var village = new Village(52)) {
            Villager ada = circle(village).getFirst();
            FileInfo put = put(ada);
            village.pass(Duration.ofHours(14), List.of());

            village.setClocks(YEAR);
            village.pass(Duration.ofHours(14), List.of());
            FileHealth ahead = ada.node().health(put.manifest());
            village.setClocks(YEAR.negated());
            village.pass(Duration.ofHours(14), List.of());
            FileHealth after = ada.node().health(put.manifest());

            assertThat(List.of(ahead, after))
                    .allMatch(health -> health.missingShards() == 0 && health.tier() == Tier.VERIFIED);
            assertThat(ada.ledger().database().number("SELECT count(*) FROM placement WHERE proven > ?", village.now()))
                    .isZero();
            assertThat(ada.node().people()).allMatch(person -> person.online());
        }
    }

    private static List<Villager> circle(Village village) throws IOException {
        List<Villager> circle = new ArrayList<>();
        for (String name : List.of("Ada", "Ben", "Chloe", "Dan", "Eve")) {
            circle.add(village.settle(name));
        }
        village.befriend(circle);
        return circle;
    }

    private static FileInfo put(Villager owner) throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(7).nextBytes(bytes);
        return owner.node()
                .put(
                        new PutRequest(
                                "letter.txt",
                                "neighborhood",
                                List.of(),
                                PutRequest.Holders.BY_REACH,
                                PutRequest.Wait.FOR_DURABLE),
                        new PutSource.Streamed(new ByteArrayInputStream(bytes)),
                        Progress.NONE);
    }
}
