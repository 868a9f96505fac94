package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.recovery.Gathering;
import community.kith.node.Village.Villager;
import community.kith.node.api.Circle;
import community.kith.node.api.Petition;
import community.kith.node.api.RefusedException;
import community.kith.node.home.RecoveryFolder;
import community.kith.node.recovery.Seeking;
import community.kith.node.recovery.Seeking.Reply;
import community.kith.p2p.host.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecoveryTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Village village = new Village(7);
    private final List<Villager> friends = new ArrayList<>();
    private final Map<PeerId, Host> machines = new HashMap<>();
    private Villager ada;

    @TempDir
    Path home;

    @BeforeEach
    void settle() throws IOException {
        ada = village.settle("Ada");
        for (String name : List.of("Ben", "Chloe", "Dan", "Eve", "Finn")) {
            friends.add(village.settle(name));
        }
        List<Villager> all = new ArrayList<>(friends);
        all.addFirst(ada);
        village.befriend(all);
        choose(friends);
    }

    @AfterEach
    void close() throws IOException {
        village.close();
    }

    private Circle choose(List<Villager> who) throws IOException {
        return ada.node().guardians().choose(who.stream().map(Villager::did).toList(), 3, HOUR);
    }

    private Seeking machine(Optional<Path> where) throws IOException {
        Path dir = where.orElse(home);
        Optional<RecoveryFolder> begun = RecoveryFolder.in(dir);
        RecoveryFolder folder = begun.isPresent()
                ? begun.get()
                : RecoveryFolder.begin(dir, ada.did(), "new laptop", village.now(), village.chance());
        return new Seeking(
                folder,
                machines.computeIfAbsent(
                        PeerId.of(folder.machine().verifyingKey()), peer -> village.machine(folder.machine())),
                village::now);
    }

    private Seeking.Round ask(Seeking seeking) throws IOException {
        return seeking.ask(friends.getFirst().host().addresses());
    }

    private static void approve(Villager guardian, Seeking seeking) throws IOException {
        Petition open = guardian.node().guardians().petitions().getLast();
        guardian.node().guardians().approve(open.id().toString(), String.join(" ", seeking.words()));
    }

    private void heard() throws IOException {
        for (Villager friend : friends) {
            friend.node().tickRecovery();
        }
    }

    @Test
    void threeOfFiveGiveThePassportBackAfterTheWait() throws IOException {
        village.away(ada);
        Seeking seeking = machine(Optional.empty());
        assertThat(ask(seeking).replies()).extracting(Reply::state).containsExactly(Reply.State.ASKED);
        heard();
        for (Villager guardian : friends.subList(0, 3)) {
            approve(guardian, seeking);
        }
        ask(seeking);
        assertThat(ask(seeking).passport()).as("before the wait is over").isEmpty();

        village.setClocks(HOUR);

        ask(seeking);
        Gathering.Regained regained = ask(seeking).passport().orElseThrow();
        assertThat(Did.of(regained.key().verifyingKey())).isEqualTo(ada.did());
        assertThat(regained.policy().passport().name()).isEqualTo("Ada");
    }

    @Test
    void twoAreNotEnough() throws IOException {
        village.away(ada);
        Seeking seeking = machine(Optional.empty());
        ask(seeking);
        heard();
        approve(friends.get(0), seeking);
        approve(friends.get(1), seeking);
        village.setClocks(HOUR);
        ask(seeking);
        Seeking.Round round = ask(seeking);
        assertThat(round.have()).isEqualTo(2);
        assertThat(round.need()).isEqualTo(3);
        assertThat(round.passport()).isEmpty();
    }

    /// As after a SIGKILL: only what stands in the folder is left.
    @Test
    void goesOnFromItsFolder() throws IOException {
        village.away(ada);
        Seeking seeking = machine(Optional.empty());
        ask(seeking);
        heard();
        friends.subList(0, 2).forEach(each -> approved(each, seeking));
        village.setClocks(HOUR);
        ask(seeking);
        ask(seeking);
        village.away(friends.get(0));
        village.away(friends.get(1));

        Seeking again = machine(Optional.empty());
        assertThat(again.words()).isEqualTo(seeking.words());
        approved(friends.get(2), again);
        village.setClocks(HOUR);
        again.ask(List.of());
        assertThat(again.ask(List.of()).passport()).isPresent();
    }

    private static void approved(Villager guardian, Seeking seeking) {
        try {
            approve(guardian, seeking);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theOwnersDeviceHearsOfItAndRefusesItForEverybody() throws IOException {
        Seeking seeking = machine(Optional.empty());
        ask(seeking);
        heard();
        friends.subList(0, 3).forEach(each -> approved(each, seeking));
        List<Petition> heard = ada.node().guardians().petitions();
        assertThat(heard).extracting(Petition::role).containsExactly(Petition.Role.OWNER);

        ada.node().guardians().refuse(heard.getFirst().id().toString());

        village.setClocks(HOUR);
        Seeking.Round round = ask(seeking);
        assertThat(round.isHopeless()).isTrue();
        for (Villager friend : friends) {
            assertThat(friend.node().guardians().petitions())
                    .extracting(Petition::state)
                    .containsExactly(Petition.State.VETOED);
            assertThatThrownBy(() -> approve(friend, seeking)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aGuardianApprovesOnlyTheWordsOfThatRequest() throws IOException {
        Seeking hers = machine(Optional.of(home.resolve("hers")));
        Seeking mallorys = machine(Optional.of(home.resolve("mallorys")));
        ask(hers);
        ask(mallorys);
        List<Petition> both = friends.getFirst().node().guardians().petitions();
        assertThat(both).hasSize(2);
        String other = both.getFirst().id().toString();
        String words = String.join(" ", mallorys.words());
        boolean first = both.getFirst().at().equals(both.getLast().at());
        assertThat(first).isTrue();
        long taken = both.stream()
                .filter(each -> approves(friends.getFirst(), each.id().toString(), words))
                .count();
        assertThat(taken)
                .as("the words of one fit one, whichever " + other + " is")
                .isEqualTo(1);
    }

    private static boolean approves(Villager guardian, String id, String words) {
        try {
            guardian.node().guardians().approve(id, words);
            return true;
        } catch (RefusedException no) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void nobodyUsesTheRequestOfAnother() throws IOException {
        Seeking seeking = machine(Optional.empty());
        ask(seeking);
        heard();
        friends.subList(0, 3).forEach(each -> approved(each, seeking));
        village.setClocks(HOUR);
        RecoveryFolder folder = RecoveryFolder.in(home).orElseThrow();
        Host thief = village.machine(SigningKey.generate(village.chance()));
        Seeking.Round round = new Seeking(folder, thief, village::now)
                .ask(friends.getFirst().host().addresses());
        assertThat(round.replies()).extracting(Reply::why).containsExactly("this request is that of another machine");
        assertThat(round.have()).isZero();
    }

    @Test
    void strangersPassportsAreNotHeardOf() throws IOException {
        RecoveryFolder folder = RecoveryFolder.begin(
                home,
                Did.of(SigningKey.generate(village.chance()).verifyingKey()),
                "x",
                village.now(),
                village.chance());
        Seeking.Round round = new Seeking(folder, village.machine(folder.machine()), village::now)
                .ask(friends.getFirst().host().addresses());
        assertThat(round.replies()).extracting(Reply::why).containsExactly("nobody here knows that passport");
    }

    @Test
    void requestsEndAfterSeventyTwoHours() throws IOException {
        Seeking seeking = machine(Optional.empty());
        ask(seeking);
        heard();
        friends.subList(0, 3).forEach(each -> approved(each, seeking));
        village.setClocks(Duration.ofDays(3));
        assertThat(ask(seeking).isHopeless()).isTrue();
    }

    @Test
    void aDrillProvesSharesAndNamesWhoIsAway() throws IOException {
        village.away(friends.get(4));
        village.setClocks(HOUR);
        Circle drilled = ada.node().guardians().drill();
        assertThat(drilled.guardians().stream().filter(each -> each.passed().isPresent()))
                .hasSize(4);
        assertThat(drilled.guardians().stream().filter(each -> each.note().equals("away")))
                .extracting(Circle.Guardian::name)
                .containsExactly("Finn");
        assertThat(ada.node().guardians().tomorrow().passport()).isTrue();
    }

    @Test
    void aShareThatWasLostIsFoundByTheDrill() throws IOException {
        Villager ben = friends.getFirst();
        ben.ledger().database().update("DELETE FROM ward");
        Circle drilled = ada.node().guardians().drill();
        assertThat(drilled.guardians().stream().filter(each -> each.did().equals(ben.did())))
                .extracting(Circle.Guardian::note)
                .containsExactly("Ben has no share of this choice of guardians");
    }

    /// After a new choice the old shares are gone everywhere, that of the guardian who was left out too.
    @Test
    void newGuardiansMeanNewSharesAndOldOnesAreDeleted() throws IOException {
        Villager finn = friends.get(4);
        Villager dan = friends.get(3);
        village.away(dan);
        Circle circle = choose(friends.subList(0, 4));
        assertThat(circle.inForce())
                .as("3 of 4 have theirs, and it takes one to spare")
                .isFalse();
        assertThat(finn.node().guardians().wards()).hasSize(1);

        village.back(dan);
        village.setClocks(HOUR);
        for (int i = 0; i < 3; i++) {
            ada.node().tickRecovery();
        }

        circle = ada.node().guardians().circle();
        assertThat(circle.inForce()).isTrue();
        assertThat(circle.earlier()).isEmpty();
        assertThat(finn.node().guardians().wards()).isEmpty();
        for (Villager friend : friends.subList(0, 4)) {
            assertThat(friend.node().guardians().wards()).hasSize(1);
        }
        assertThat(ada.node().guardians().drill().guardians())
                .allMatch(guardian -> guardian.passed().isPresent());
    }
}
