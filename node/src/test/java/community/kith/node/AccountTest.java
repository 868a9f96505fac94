package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import community.kith.node.account.Account;
import community.kith.node.account.Item;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.Restored;
import community.kith.node.api.Tier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Everything that is mine survives the loss of the computer it was on.
class AccountTest {
    private final Village village = new Village(7);

    @AfterEach
    void close() throws IOException {
        village.close();
    }

    private static byte[] film(int seed, int length) {
        byte[] film = new byte[length];
        new Random(seed).nextBytes(film);
        return film;
    }

    @Test
    void aNewComputerWithThePassportsKeyFindsPeopleAndFilesFromOneAddress() throws IOException {
        Village.Villager ada = village.settle("Ada");
        List<Village.Villager> friends =
                List.of(village.settle("Ben"), village.settle("Cleo"), village.settle("Dan"), village.settle("Eve"));
        List<Village.Villager> all = new java.util.ArrayList<>(friends);
        all.addFirst(ada);
        village.befriend(all);
        byte[] small = film(1, 3_000);
        byte[] large = film(2, 700_000);
        FileInfo first = ada.put("private", small);
        FileInfo second = ada.put("private", large);
        ada.node().household(ada.did(), "the mill");
        ada.node().pledge(friends.getFirst().did(), 123_456_789);
        ada.node().accounts().tick();
        assertThat(ada.node().accounts().kept().orElseThrow().by()).isEqualTo(4);
        assertThat(ada.node().files()).hasSize(2);

        village.away(ada);
        Village.Villager again = village.settleAgain(ada);
        Multiaddr ben = friends.getFirst().host().addresses().getFirst();
        Restored restored = again.node().accounts().restore(List.of(ben), Progress.NONE);

        assertThat(restored.people()).isEqualTo(4);
        assertThat(restored.files()).isEqualTo(2);
        assertThat(restored.unread()).isZero();
        assertThat(again.node().people())
                .extracting(person -> person.name())
                .containsExactly("Ben", "Cleo", "Dan", "Eve");
        assertThat(again.node().people().getFirst().pledgedByMe()).isEqualTo(123_456_789);
        assertThat(again.node().files())
                .extracting(FileInfo::link)
                .containsExactlyInAnyOrder(first.link(), second.link());
        assertThat(again.read(first)).isEqualTo(small);
        assertThat(again.read(second)).isEqualTo(large);

        again.node().tick();
        FileInfo adopted = again.node().info(second.manifest());
        assertThat(adopted.tier()).isNotEqualTo(Tier.ACCEPTED);
        assertThat(adopted.receipts()).isPositive();

        // Twice is as good as once.
        Restored twice = again.node().accounts().restore(List.of(ben), Progress.NONE);
        assertThat(twice.files()).isZero();
        assertThat(twice.people()).isZero();
    }

    @Test
    void whatIsTakenUpIsWhatWasWritten() throws IOException {
        Village.Villager ada = village.settle("Ada");
        Village.Villager ben = village.settle("Ben");
        Village.Villager cleo = village.settle("Cleo");
        village.befriend(List.of(ada, ben, cleo));
        ada.put("private", film(3, 50_000));
        ada.node().household(ben.did(), "next door");
        Account account = ada.node().accounts().account();

        Village.Villager again = village.settleAgain(ada);
        again.node().accounts().merge(new java.io.ByteArrayInputStream(account.bytes()));

        assertThat(again.node().accounts().account().bytes()).isEqualTo(account.bytes());
        assertThat(Account.parse(account.bytes()).bytes()).isEqualTo(account.bytes());
        assertThat(account.of(Item.Friend.class)).hasSize(2);
        assertThat(account.of(Item.Kept.class)).hasSize(1);
    }

    @Test
    void nobodyElsesDeviceIsGivenAHead() throws IOException {
        Village.Villager ada = village.settle("Ada");
        Village.Villager ben = village.settle("Ben");
        Village.Villager mallory = village.settle("Mallory");
        village.befriend(List.of(ada, ben, village.settle("Cleo")));
        village.befriend(List.of(ben, mallory));
        ada.put("private", film(4, 50_000));
        ada.node().accounts().tick();

        Restored restored =
                mallory.node().accounts().restore(List.of(ben.host().addresses().getFirst()), Progress.NONE);

        assertThat(restored.accounts()).isZero();
        assertThat(restored.files()).isZero();
    }

    @Test
    void itIsWrittenAgainWhenSomethingChangedAndNotOtherwise() throws IOException {
        Village.Villager ada = village.settle("Ada");
        Village.Villager ben = village.settle("Ben");
        village.befriend(List.of(ada, ben, village.settle("Cleo")));
        ada.node().accounts().tick();
        var first = ada.node().accounts().kept().orElseThrow();
        village.setClocks(Duration.ofHours(1));
        ada.node().accounts().tick();
        assertThat(ada.node().accounts().kept().orElseThrow().written()).isEqualTo(first.written());

        ada.put("private", film(5, 1_000));
        village.setClocks(Duration.ofHours(1));
        ada.node().accounts().tick();

        assertThat(ada.node().accounts().kept().orElseThrow().written()).isAfter(first.written());
        assertThat(ada.node().files()).hasSize(1);
        assertThat(ada.node().status().files()).isEqualTo(1);
    }
}
