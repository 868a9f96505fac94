package community.kith.node.device;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.PeerId;
import community.kith.community.trust.Bond;
import community.kith.node.Village;
import community.kith.node.Village.Villager;
import community.kith.sync.log.LogId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Logs of real nodes, brought in step among their people.
class DevicesTest {
    private static void inStep(List<Villager> all) throws IOException {
        for (int round = 0; round < 3; round++) {
            for (Villager each : all) {
                each.node().bringLogsInStep();
            }
        }
    }

    private static long position(Villager at, PeerId log) {
        return at.node().journal().entries().state(LogId.of(log)).position();
    }

    @Test
    void everyNodeSaysWhoItIsAndWhomItHasABondWithAndItsPeopleHearOfIt() throws IOException {
        try (Village village = new Village(1)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            Villager cleo = village.settle("Cleo");
            village.befriend(List.of(ada, ben, cleo));

            inStep(List.of(ada, ben, cleo));

            for (Villager each : List.of(ada, ben, cleo)) {
                assertThat(each.node().journal().bonds().current()).hasSize(3);
                assertThat(position(each, ada.peer())).isEqualTo(3);
                assertThat(each.node().journal().devices().of(ben.did())).hasSize(1);
                assertThat(each.node().journal().check()).isEmpty();
            }
        }
    }

    @Test
    void whoWasAwayHearsFromThoseBothKnow() throws IOException {
        try (Village village = new Village(2)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            Villager cleo = village.settle("Cleo");
            village.befriend(List.of(ada, ben, cleo));
            inStep(List.of(ada, ben, cleo));
            village.away(cleo);
            Villager dora = village.settle("Dora");
            village.befriend(List.of(ada, dora));
            inStep(List.of(ada, ben, dora));
            village.away(ada);
            village.back(cleo);
            ben.node().tick();
            cleo.node().tick();

            inStep(List.of(ben, cleo));

            List<Bond> known = cleo.node().journal().bonds().current();
            assertThat(known).anyMatch(bond -> bond.otherThan(dora.did()).isPresent());
            assertThat(position(cleo, dora.peer())).isZero();
        }
    }
}
