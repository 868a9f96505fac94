package community.kith.node.device;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.PeerId;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRenamed;
import community.kith.community.trust.Bond;
import community.kith.node.Village;
import community.kith.node.Village.Villager;
import community.kith.node.api.DeviceInfo;
import community.kith.node.log.LogExchange;
import community.kith.p2p.host.Stream;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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

    @Test
    void aRevokedDeviceIsRefusedAtOnceByEverybodyWhoHeardAndItsLogEndsThere() throws IOException {
        try (Village village = new Village(3)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            village.befriend(List.of(ada, ben));
            Villager tablet = another(ada, village);
            inStep(List.of(ada, ben, tablet));
            tablet.node().tick();
            inStep(List.of(ada, ben, tablet));
            assertThat(ada.node().devices().all())
                    .as(() -> ada.node().journal().entries().from(LogId.of(ada.peer()), 1, 10) + " "
                            + ada.node().journal().entries().from(LogId.of(tablet.peer()), 1, 10))
                    .hasSize(2);
            assertThat(position(ben, tablet.peer())).isEqualTo(2);
            assertThat(ben.node().people()).hasSize(1);
            assertThat(served(tablet, ben)).isTrue();

            ada.node().devices().revoke(tablet.peer(), OptionalLong.empty());
            ada.node().bringLogsInStep();

            assertThat(served(tablet, ben)).isFalse();
            assertThat(served(tablet, ada)).isFalse();
            tablet.node().journal().say(new DeviceRenamed(tablet.peer(), "still here"));
            inStep(List.of(tablet, ada, ben));
            assertThat(position(ben, tablet.peer())).isEqualTo(2);
            assertThat(ben.node()
                            .journal()
                            .devices()
                            .of(ada.did(), tablet.peer())
                            .orElseThrow()
                            .name())
                    .isEqualTo("Ada's laptop");
        }
    }

    @Test
    void ofABondThatEndedThePeopleOfBothHear() throws IOException {
        try (Village village = new Village(5)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            Villager cleo = village.settle("Cleo");
            village.befriend(List.of(ada, ben, cleo));
            inStep(List.of(ada, ben, cleo));
            assertThat(cleo.node().journal().bonds().current()).hasSize(3);

            ada.node().unbond(ben.did());
            inStep(List.of(ada, cleo));

            assertThat(cleo.node().journal().bonds().current()).hasSize(2);
        }
    }

    /// One more computer of somebody, which knows what the first one knows.
    private static Villager another(Villager first, Village village) throws IOException {
        Villager second = village.settleAgain(first);
        second.node().bringLogsInStep();
        var known = second.node().journal().devices().of(first.did(), second.peer());
        first.node().saying().say(new DeviceDelegated(known.orElseThrow().delegation()));
        second.node().accounts().merge(first.node().accounts().bytes());
        return second;
    }

    @Test
    void ofADeviceThatToldTwoStoriesEverybodyKeepsBothAndTheOwnerSaysWhichCounts() throws IOException {
        try (Village village = new Village(4)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            Villager cleo = village.settle("Cleo");
            village.befriend(List.of(ada, ben, cleo));
            inStep(List.of(ada, ben, cleo));
            LogId log = LogId.of(ada.peer());
            Entry last = ada.node().journal().entries().at(log, 3).getFirst();
            // A copy of Ada's device, offline, tells Cleo another story than Ada tells Ben.
            village.away(cleo);
            ada.node().devices().rename(ada.peer(), "study");
            inStep(List.of(ada, ben));
            cleo.node()
                    .journal()
                    .take(List.of(last.next(
                            ada.key(),
                            last.tick() + 1000,
                            village.now(),
                            "device.renamed",
                            new DeviceRenamed(ada.peer(), "thief's").body())));
            village.back(cleo);
            cleo.node().tick();
            inStep(List.of(cleo, ada, ben));

            for (Villager each : List.of(ada, ben, cleo)) {
                assertThat(each.node().journal().entries().at(log, 4)).hasSize(2);
                assertThat(each.node().journal().entries().state(log).isForked())
                        .isTrue();
            }
            DeviceInfo flagged = ada.node().devices().all().getFirst();
            assertThat(flagged.branches()).hasSize(2);
            assertThat(ada.node().doctor()).anyMatch(check -> check.detail().contains("two stories"));

            var mine = flagged.branches().stream()
                    .filter(branch -> ada.node().journal().entries().get(branch.entry()).stream()
                            .anyMatch(entry -> entry.tick() != last.tick() + 1000))
                    .findFirst()
                    .orElseThrow();
            ada.node().devices().settle(ada.peer(), mine.entry());
            inStep(List.of(ada, ben, cleo));

            for (Villager each : List.of(ada, ben, cleo)) {
                assertThat(each.node()
                                .journal()
                                .devices()
                                .of(ada.did(), ada.peer())
                                .orElseThrow()
                                .name())
                        .isEqualTo("study");
                assertThat(each.node().journal().entries().at(log, 4)).hasSize(2);
            }
            assertThat(ada.node().devices().all().getFirst().settled()).isTrue();
        }
    }

    /// Whether anything comes back when it is asked how logs stand.
    private static boolean served(Villager from, Villager by) {
        try (Stream stream = from.host().open(by.peer(), LogExchange.PROTOCOL)) {
            stream.timeout(Duration.ofSeconds(5));
            DagCbor.write(
                    stream.out(),
                    Ipld.fields()
                            .put("t", "hello")
                            .put("random", new byte[16])
                            .put("scopes", Ipld.list(List.of()))
                            .build());
            stream.out().flush();
            return stream.in().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
